import { describe, expect, it } from 'vitest'
import { createLocaleDetector } from '../../src/core/tree/locale.js'
import { type LintOptions, lint, linterOf, marksFound, ruleOf } from '../support/catalog.js'
import { languages } from '../support/languages.js'

const detector = createLocaleDetector(languages)

const sentences = {
  en: 'You can return the goods within thirty days and we will pay for the postage.',
  id: 'Anda dapat mengembalikan barang dalam waktu tiga puluh hari dan kami akan membayar ongkosnya.',
  ru: 'Вы можете вернуть товар в течение тридцати дней, и мы оплатим пересылку за вас.',
  th: 'คุณสามารถคืนสินค้าได้ภายในสามสิบวันและเราจะออกค่าส่งให้',
  'zh-Hans': '您可以在三十天内退货，我们会为您支付运费，请联系客服。',
  'zh-Hant': '您可以在三十天內退貨，我們會為您支付運費，請聯繫客服。',
} as const

describe('the locale of a text', () => {
  it.each(Object.entries(sentences))('is %s: %s', (locale, sentence) => {
    expect(detector.detect(sentence, undefined)).toBe(locale)
    for (const likely of Object.keys(sentences)) expect(detector.detect(sentence, likely)).toBe(locale)
  })

  it('is that of the document where it is nothing but names and numbers, or a list in its script', () => {
    expect(detector.detect('Business Hours: Monday-Friday 9am-6pm AEST, phone 1800 227 435', 'en')).toBe('en')
    expect(detector.detect('Мука, вода, соль, сахар, дрожжи, масло, яйцо, ваниль, корица', 'ru')).toBe('ru')
  })

  it.each([
    ['Ukrainian', 'Ви можете повернути товар протягом тридцяти днів, і ми сплатимо пересилання.'],
    ['Japanese', '商品は三十日以内に返品できます。送料は当社が負担いたします。'],
    ['Korean', '상품은 삼십 일 이내에 반품하실 수 있으며 배송비는 당사가 부담합니다.'],
    ['German', 'Sie können die Ware innerhalb von dreißig Tagen zurückgeben, und wir übernehmen das Porto.'],
    [
      'German without umlauts',
      'Wir bringen Ihnen das Paket nach Hause und nehmen es auch wieder mit, wenn es Ihnen nicht passt.',
    ],
    ['French', 'Vous pouvez retourner les articles sous trente jours et nous payons les frais de port à votre place.'],
    ['Spanish', 'Puede devolver los productos en un plazo de treinta días y nosotros pagaremos los gastos de envío.'],
    ['Vietnamese', 'Quý khách có thể trả lại hàng trong vòng ba mươi ngày và chúng tôi sẽ trả phí vận chuyển.'],
    ['Greek', 'Μπορείτε να επιστρέψετε τα προϊόντα εντός τριάντα ημερών.'],
    ['Arabic', 'يمكنك إرجاع البضائع في غضون ثلاثين يوما.'],
    ['Hindi', 'आप तीस दिनों के भीतर सामान वापस कर सकते हैं।'],
  ])('is none of ours: %s', (_, sentence) => {
    expect(detector.detect(sentence, undefined)).toBeUndefined()
  })

  it.todo('is none of ours: Bulgarian, whose letters and small words are Russian as well')

  it.each([
    ['figures', '30 — 40 %', 'th', 'th'],
    ['a name', 'Acme', 'id', 'id'],
    ['a short line', 'Gratis ongkir!', 'id', 'id'],
    ['a label of an address', 'Email: info@example.ru', 'ru', 'ru'],
    ['addresses', '邮箱：sales.guangzhou@example.com 网址：https://www.example.com/contact/us', 'zh-Hans', 'zh-Hans'],
    ['Latin labels', 'โทรศัพท์ / WhatsApp / LINE: @shop Email: info@example.com', 'th', 'th'],
    [
      'labels and accounts',
      'Line : @shop.id, WhatsApp : 0822 6197, Tel : 0822 6197, Email : cs@example.id',
      'id',
      'id',
    ],
    [
      'a foreign name',
      'Kami adalah perusahaan yang berkedudukan di Republik Türkiye dan melayani pelanggan dari seluruh negara. Anda dapat menghubungi kami kapan saja untuk semua pertanyaan.',
      'id',
      'id',
    ],
    ['a brand in Thai', 'ซื้อ iPhone 15 Pro Max ราคาพิเศษได้ที่ร้านของเราทุกสาขา', 'en', 'th'],
    ['an English term in Chinese', '我們的 Customer Success 團隊會為您服務', 'en', 'zh-Hant'],
    ['characters that both variants share', '全部商品三十天', 'zh-Hant', 'zh-Hant'],
    ['characters that both variants share, in the other', '全部商品三十天', 'zh-Hans', 'zh-Hans'],
    [
      'a Chinese name in a Russian sentence',
      'Мы работаем с компанией 华为 и с многими другими, и это хорошо для вас',
      'ru',
      'ru',
    ],
  ])('is left to the document where the text says little: %s', (_, text, likely, locale) => {
    expect(detector.detect(text, likely)).toBe(locale)
  })
})

describe('a language tag', () => {
  it.each([
    ['en', 'en'],
    ['EN-gb', 'en'],
    ['en_US', 'en'],
    ['id', 'id'],
    ['in', 'id'],
    ['id-ID', 'id'],
    ['th-TH', 'th'],
    ['ru', 'ru'],
    ['ru-KZ', 'ru'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh_CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh_tw', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['ZH-hans', 'zh-Hans'],
    ['de', undefined],
    ['ms', undefined],
    ['uk', undefined],
    ['ja', undefined],
    ['', undefined],
    ['x', undefined],
    ['not a tag', undefined],
  ])('%s is %s', (tag, locale) => {
    expect(detector.normalise(tag)).toBe(locale)
  })
})

describe('the locale of a document', () => {
  const linter = linterOf([])
  const table: readonly (readonly [
    what: string,
    text: string,
    options: LintOptions,
    locale: string | undefined,
    from: string,
  ])[] = [
    ['front matter', '---\nlang: th-TH\n---\n\nHello', { locale: 'en', path: 'ru/a.md' }, 'th', 'front matter'],
    ['front matter with a comment', '---\nlocale: "zh-TW" \n---\n', {}, 'zh-Hant', 'front matter'],
    ['front matter of an unknown language', '---\nlang: tlh\n---\n', { locale: 'en' }, 'en', 'configuration'],
    ['configuration', 'Hello', { locale: 'zh-CN', path: 'ru/a.md' }, 'zh-Hans', 'configuration'],
    ['a folder', 'Hello', { path: 'docs/th/returns.md' }, 'th', 'path'],
    ['a folder with a region', 'Hello', { path: 'zh-TW/returns.md' }, 'zh-Hant', 'path'],
    ['the nearest folder', 'Hello', { path: 'en/site/ru/returns.md' }, 'ru', 'path'],
    ['the end of a name', 'Hello', { path: 'returns.id.md' }, 'id', 'path'],
    ['the end of a name with a region', 'Hello', { path: 'returns_zh-TW.md' }, 'zh-Hant', 'path'],
    ['a name', 'Hello', { path: 'copy/th.html' }, 'th', 'path'],
    ['the end of a name, where the text says nothing else', 'Hello', { path: 'returns-id.md' }, 'id', 'path'],
    ['the end of a name in another language of ours', sentences.th, { path: 'returns.id.md' }, 'id', 'path'],
    ['a last word that is no language', sentences.en, { path: 'photo-id.md' }, 'en', 'text'],
    ['a word of English', 'Hello everyone', { path: 'docs/in/sign_in.md' }, undefined, 'none'],
    ['a folder that is no language', sentences.en, { path: 'src/it/my/file.md' }, 'en', 'text'],
    ['markup', '<html lang="ru"><p>Hello', { format: 'html' }, 'ru', 'markup'],
    ['the text', sentences.th, {}, 'th', 'text'],
    ['a folder before the fallback', 'Hello', { fallbackLocale: 'en', path: 'th/returns.md' }, 'th', 'path'],
    [
      'markup before the fallback',
      '<html lang="ru"><p>Hello',
      { format: 'html', fallbackLocale: 'en' },
      'ru',
      'markup',
    ],
    ['the text before the fallback', sentences.th, { fallbackLocale: 'en' }, 'th', 'text'],
    ['the text before the fallback in its script', sentences.id, { fallbackLocale: 'en' }, 'id', 'text'],
    ['a label before the fallback in another script', 'ติดต่อเรา', { fallbackLocale: 'en' }, 'th', 'text'],
    ['the fallback for names', 'Acme', { fallbackLocale: 'id' }, 'id', 'configuration'],
    ['the fallback for numbers', '1, 2, 3', { fallbackLocale: 'zh-TW' }, 'zh-Hant', 'configuration'],
    [
      'the fallback for what both variants share',
      '全部商品三十天',
      { fallbackLocale: 'zh-TW' },
      'zh-Hant',
      'configuration',
    ],
    ['an entry before the fallback', 'Acme', { locale: 'id', fallbackLocale: 'en' }, 'id', 'configuration'],
    [
      'no fallback where the text is foreign',
      'Puede devolver los productos en un plazo de treinta días y nosotros pagaremos los gastos.',
      { fallbackLocale: 'en' },
      undefined,
      'none',
    ],
    [
      'the fallback for a long table',
      `# Delivery\n\n| City | Days |\n|-|-|\n${'| 7 | 3 days |\n'.repeat(200)}`,
      { fallbackLocale: 'en' },
      'en',
      'configuration',
    ],
    ['nothing', '1, 2, 3', {}, undefined, 'none'],
    ['an empty text', '', {}, undefined, 'none'],
  ]
  it.each(table)('is told by %s', (_, text, options, locale, from) => {
    const report = lint(linter, text, options)
    expect([report.locale, report.localeFrom]).toEqual([locale, from])
  })
})

describe('the locale of a passage', () => {
  // Every lexicon knows the phrase, so that the message tells in which language it was read.
  const linter = linterOf([
    ruleOf('glimmer', Object.fromEntries(Object.keys(sentences).map((locale) => [locale, { phrases: ['glimmer'] }]))),
  ])
  const localesOf = (text: string, options: LintOptions = {}): string[] =>
    lint(linter, text, options).findings.map(({ locale }) => locale)

  it.each(Object.entries(sentences))('is its own in a page of another: %s', (locale, sentence) => {
    const text = `${sentence} glimmer`
    for (const page of Object.keys(sentences)) expect(localesOf(`# A\n\n${text}`, { locale: page })).toEqual([locale])
  })

  it('is that of its markup', () => {
    const text = `<p lang="ru">${sentences.en} glimmer</p><p>${sentences.en} glimmer</p><p lang="de">${sentences.en} glimmer</p>`
    expect(localesOf(text, { format: 'html', locale: 'th' })).toEqual(['ru', 'en'])
  })

  it('decides which passages are read at all', () => {
    const german = 'Sie können die Ware innerhalb von dreißig Tagen zurückgeben, und wir übernehmen das Porto: glimmer.'
    const marked = `${german}\n\n${sentences.en} {==glimmer==}\n\n${german}`
    expect(marksFound(linter, marked, { locale: 'en' })).toBe(marked)
  })

  it('is that of the messages, unless another is wanted', () => {
    const text = `${sentences.ru} glimmer`
    const reasonIn = (messageLanguage: string): string | undefined =>
      lint(linter, text, { settings: { messageLanguage } }).findings[0]?.reason
    expect(reasonIn('document')).toBe('“glimmer” in ru.')
    expect(reasonIn('th')).toBe('“glimmer” in th.')
    expect(reasonIn('xx')).toBe('“glimmer” in ru.')
  })
})
