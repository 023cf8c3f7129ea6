import { expect, test } from 'vitest'
import { createEncodingJudge } from '#server/datasets/import/judge-encoding.ts'

/** Writes text in an encoding that the platform only reads: by trying out what each byte and pair of bytes reads as. */
function encoderOf(name: string): (text: string) => Buffer {
  const bytesOf = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(name)
  const note = (bytes: readonly number[]): void => {
    const read = decoder.decode(new Uint8Array(bytes))
    if (read.length === 1 && read !== '\uFFFD' && !bytesOf.has(read)) bytesOf.set(read, bytes)
  }
  for (let byte = 0; byte < 256; byte++) note([byte])
  for (let lead = 0x81; lead < 0xff; lead++) for (let trail = 0x40; trail < 0xff; trail++) note([lead, trail])
  return (text) =>
    Buffer.from(
      text.split('').flatMap((character) => {
        const bytes = bytesOf.get(character)
        if (!bytes) throw new Error(`${name} has no ${character}`)
        return bytes
      }),
    )
}

function judged(bytes: Buffer) {
  const judge = createEncodingJudge()
  judge.add(bytes)
  return judge.judge()
}

test.each([
  ['windows-1252', 'Straße, Größe, Prüfung übergeben, Ärger'],
  ['windows-1252', 'Étape reçue, année passée, très élevé, où ça, contrôle'],
  ['windows-1252', 'Købt på nettet, ærlig, ændring, øre'],
  ['windows-1252', 'São Paulo, ação, coração, você, órgão'],
  ['windows-1252', 'José, Müller, François, Åse, Søren, João, Peña, Zoë'],
  ['macintosh', 'Étape reçue, année passée, très élevé, où ça, contrôle'],
  ['windows-1250', 'Złożono zamówienie, płatność, wysyłka, zażalenie, święta'],
  ['iso-8859-2', 'Złożono zamówienie, płatność, wysyłka, zażalenie, święta'],
  ['windows-1250', 'příjem žádosti, čekání, dokončeno úspěšně, zákazník'],
  ['windows-1250', 'megrendelés, fizetés, ügyfél, hűség, őszi, visszaküldött'],
  ['windows-1254', 'sipariş, ödeme, iade işlemi, müşteri, ağır, sığır'],
  ['windows-1257', 'užsakymas, mokėjimas, pristatymas, grąžinimas, ačiū'],
  ['windows-1251', 'Заказ оформлен, оплата, доставка, возврат'],
  ['ibm866', 'Заказ оформлен, оплата, доставка, возврат'],
  ['windows-1253', 'παραγγελία, πληρωμή, αποστολή, επιστροφή'],
  ['windows-1255', 'הזמנה, תשלום, משלוח, החזרה'],
  ['windows-1256', 'طلب, دفع, شحن, خدمة العملاء'],
  ['shift_jis', '来店, 購入, 問い合わせ, キャンセル'],
  ['euc-jp', '来店, 購入, 問い合わせ, キャンセル'],
  ['gb18030', '下单, 付款, 发货, 退货, 投诉, 客户服务'],
  ['big5', '下單, 付款, 發貨, 退貨, 投訴, 客戶服務'],
  ['euc-kr', '주문, 결제, 배송, 반품, 고객 불만'],
])('%s is told by the words in it: %s', (name, words) => {
  const encode = encoderOf(name)
  const lines = words.split(', ').map((word, index) => `c${index},2025-03-01,${word}\n`)
  const bytes = encode(`id,time,what\n${lines.join('')}`)
  expect(judged(bytes)).toEqual({ name, isGuessed: true, invalidSequences: 0 })
  expect(new TextDecoder(judged(bytes).name).decode(bytes)).toContain(words.split(', ').at(-1))
})

test('a byte that the encoding does not have is told of', () => {
  const lines = Array.from(
    { length: 80 },
    (_, index) => `c${index},下单付款${'发货退货投诉客户服务'.slice(index % 7)}\n`,
  )
  const bytes = Buffer.concat([encoderOf('gb18030')(lines.join('')), Buffer.from([0x41, 0xff, 0x41, 0x0a])])
  expect(judged(bytes)).toMatchObject({ name: 'gb18030', invalidSequences: 1 })
})
