import { isAsciiAlphanumeric, isAsciiLetter, isGap } from './syntax.js'

/** Addresses that GFM makes links of without any mark around them. */

const isAtext = (unit: number): boolean =>
  unit === 43 || unit === 45 || unit === 46 || unit === 95 || isAsciiAlphanumeric(unit)

const punctuation = /[\p{P}\p{S}]/u
const whiteSpace = /\s/

/** Whether the unit is punctuation or a sign anywhere in Unicode. */
export const isPunctuation = (unit: number): boolean =>
  unit < 128
    ? (unit >= 33 && unit <= 47) ||
      (unit >= 58 && unit <= 64) ||
      (unit >= 91 && unit <= 96) ||
      (unit >= 123 && unit <= 126)
    : punctuation.test(String.fromCharCode(unit))

/** Whether the unit is white space anywhere in Unicode. */
export const isWhiteSpace = (unit: number): boolean =>
  unit < 128 ? unit === 32 || (unit >= 9 && unit <= 13) : whiteSpace.test(String.fromCharCode(unit))

const candidate = /@|https?:\/\/|www\./gi
/** What is made a link afterwards, where the syntax saw none. */
const late = /[\w+\-.]@[\w-]+\.[\w-]|(?:https?:\/\/|www\.)[\w-]*\.?|xmpp:/i

/** Whether a text may hold an address at all. */
export const mayHoldAddress = (text: string): boolean =>
  text.includes('@') || text.includes('://') || /www\./i.test(text) || text.includes('xmpp:')

/** Whether an address in a text is made a link although the syntax saw none: it has no place then. */
export const holdsLateAddress = (text: string): boolean => late.test(text)

export interface Address {
  readonly start: number
  readonly end: number
  /** Whether something in it would be an address if it were none. */
  readonly holdsMore: boolean
}

/** Where in a text addresses may begin, in order, and where they end. */
export function addressesIn(text: string): readonly Address[] {
  const found: { start: number; end: number; isMail: boolean; holdsMore: boolean }[] = []
  candidate.lastIndex = 0
  for (let match = candidate.exec(text); match; match = candidate.exec(text)) {
    const at = match.index
    const last = found.at(-1)
    if (last && at < last.end && !last.isMail && match[0] !== '@') {
      last.holdsMore = true
      continue
    }
    if (match[0] === '@') {
      let start = at
      while (start > 0 && isAtext(text.charCodeAt(start - 1))) start--
      const end = start < at && text.charCodeAt(start - 1) !== 47 ? emailEnd(text, at) : -1
      if (end > 0) found.push({ start, end, isMail: true, holdsMore: false })
      continue
    }
    const before = text.charCodeAt(at - 1)
    const isWeb = match[0].length > 4
    if (isWeb ? isAsciiLetter(before) : !mayPrecedeWww(before)) continue
    const from = isWeb ? at + match[0].length : at
    const first = text.charCodeAt(from)
    if (isWeb && (Number.isNaN(first) || first < 32 || first === 127 || isWhiteSpace(first) || isPunctuation(first)))
      continue
    if (!isWeb && at + 4 >= text.length) continue
    const domain = domainEnd(text, from)
    if (domain > 0) found.push({ start: at, end: pathEnd(text, domain), isMail: false, holdsMore: false })
  }
  // Where both begin, mail is tried first.
  return found.sort((a, b) => a.start - b.start || Number(b.isMail) - Number(a.isMail))
}

const mayPrecedeWww = (unit: number): boolean =>
  Number.isNaN(unit) ||
  unit === 40 ||
  unit === 42 ||
  unit === 95 ||
  unit === 91 ||
  unit === 93 ||
  unit === 126 ||
  isGap(unit)

/** Where an e-mail address ends whose sign stands at `at`; -1 if it is none. */
function emailEnd(text: string, at: number): number {
  let end = at + 1
  let hasDot = false
  let hasData = false
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end)
    if (unit === 46) {
      if (!isAsciiAlphanumeric(text.charCodeAt(end + 1))) break
      hasDot = true
    } else if (unit === 45 || unit === 95 || isAsciiAlphanumeric(unit)) hasData = true
    else break
  }
  return hasData && hasDot && isAsciiLetter(text.charCodeAt(end - 1)) ? end : -1
}

function domainEnd(text: string, from: number): number {
  let end = from
  let inLast = false
  let inLastButOne = false
  let seen = false
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end)
    if (unit === 46 || unit === 95) {
      if (isTrail(text, end)) break
      if (unit === 95) inLast = true
      else {
        inLastButOne = inLast
        inLast = false
      }
    } else if (isWhiteSpace(unit) || (unit !== 45 && isPunctuation(unit))) break
    else seen = true
  }
  return inLast || inLastButOne || !seen ? -1 : end
}

function pathEnd(text: string, from: number): number {
  let open = 0
  let closed = 0
  let end = from
  for (; end < text.length; end++) {
    const unit = text.charCodeAt(end)
    if (unit === 40) open++
    else if (unit === 41 && closed < open) closed++
    else if (mayTrail(unit)) {
      if (isTrail(text, end)) return end
      if (unit === 41) closed++
    } else if (isWhiteSpace(unit)) return end
  }
  return end
}

function mayTrail(unit: number): boolean {
  switch (unit) {
    case 33:
    case 34:
    case 38:
    case 39:
    case 41:
    case 42:
    case 44:
    case 46:
    case 58:
    case 59:
    case 60:
    case 63:
    case 93:
    case 95:
    case 126:
      return true
    default:
      return false
  }
}

/** Whether only punctuation that is no part of an address stands from `at` on to its end. */
function isTrail(text: string, at: number): boolean {
  for (let i = at; ; i++) {
    const unit = text.charCodeAt(i)
    if (Number.isNaN(unit) || unit === 60 || isWhiteSpace(unit)) return true
    if (unit === 38) {
      i++
      if (!isAsciiLetter(text.charCodeAt(i))) return false
      while (isAsciiLetter(text.charCodeAt(i))) i++
      if (text.charCodeAt(i) !== 59) return false
    } else if (unit === 93) {
      const next = text.charCodeAt(i + 1)
      if (Number.isNaN(next) || next === 40 || next === 91 || isWhiteSpace(next)) return true
    } else if (!mayTrail(unit)) return false
  }
}
