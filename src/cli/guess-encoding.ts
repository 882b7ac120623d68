import { detect } from 'jschardet'

const names: Readonly<Record<string, string>> = {
  gb2312: 'GB18030',
  gbk: 'GB18030',
  gb18030: 'GB18030',
  big5: 'Big5',
  'big5-hkscs': 'Big5',
  'windows-1251': 'windows-1251',
  cp874: 'TIS-620 (windows-874)',
  'windows-874': 'TIS-620 (windows-874)',
  'tis-620': 'TIS-620 (windows-874)',
  'iso-8859-11': 'TIS-620 (windows-874)',
}

/** Below this the detector is guessing; its guesses on short texts in the encodings above score from 0.2. */
const threshold = 0.15
const sampleLength = 64 * 1024

/** Says where bytes stop being UTF-8 and what they probably are. Only for bytes that are not UTF-8. */
export function guessEncoding(bytes: Uint8Array): string {
  const lenient = new TextDecoder().decode(bytes)
  const valid = lenient.slice(0, Math.max(0, lenient.indexOf('\uFFFD')))
  const line = valid.split('\n').length
  const from = Math.max(0, Buffer.byteLength(valid) - 1024)
  const { encoding, confidence } = detect(Buffer.from(bytes.subarray(from, from + sampleLength)))
  const guess = encoding && confidence >= threshold ? (names[encoding.toLowerCase()] ?? encoding) : undefined
  return `is not UTF-8 (line ${line}); ${guess ? `it is probably ${guess}` : 'its encoding is not known'}`
}
