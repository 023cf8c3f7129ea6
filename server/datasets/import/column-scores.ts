import type { ColumnFacts } from './column-facts.ts'

/** How well a column fits a part: above 0 it may be proposed. The reasons are fragments of a sentence for a person. */
export interface Score {
  readonly points: number
  readonly reasons: readonly string[]
}

type Clue = readonly [holds: boolean, points: number, reason?: string]

function score(clues: readonly Clue[]): Score {
  let points = 0
  const reasons: string[] = []
  for (const [holds, worth, reason] of clues) {
    if (!holds) continue
    points += worth
    if (reason) reasons.push(reason)
  }
  return { points, reasons }
}

/** Objects that hold a whole record, as search engines and queues wrap them. */
const ENVELOPE = /^(_source|payload|record|fields|data)\./i

/** Words of a header: `case:concept:name` → case concept name, `eventTime` → event time, `UserID` → user id. */
export function words(facts: ColumnFacts): string {
  return facts.column.header
    .replace(ENVELOPE, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim()
}

const percent = (part: number): string => `${Math.floor(part * 100)} %`
export const fillOf = (facts: ColumnFacts): number => (facts.rows === 0 ? 0 : facts.filled / facts.rows)
/** Process-mining exports mark what belongs to the case, not to the event, by this prefix. */
const isCaseLevel = (facts: ColumnFacts): boolean => /^case:/i.test(facts.column.header.trim())
/** Said once of several events, and not of each. */
const isRepeated = (facts: ColumnFacts): boolean => facts.column.isOfWhole === true || isCaseLevel(facts)

/** When it happened. */
export function timestampScore(facts: ColumnFacts): Score | null {
  const name = words(facts)
  // A header without rows can only be judged by its names.
  const isExact = /^(time timestamp|timestamp|event time(stamp)?|occurred( at)?|event date|datetime|date time)$/.test(
    name,
  )
  // A column that says what it is may be dirty.
  if (facts.filled > 0 && facts.timeShare < (isExact ? 0.2 : 0.95)) return null
  if (facts.filled === 0 && !/time|date|zeit|datum|fecha/.test(name)) return null
  return score([
    [facts.filled > 0, 1, `${percent(facts.timeShare)} of the values are dates or times`],
    [true, 2 * fillOf(facts) - 1],
    [isExact, 1.2, 'the name says so'],
    [/time|date|timestamp|zeit|datum|fecha|heure|when|occurred|\bts\b|\bat$/.test(name), 0.8],
    [facts.timeOfDayShare > 0.2, 0.5, 'with a time of day'],
    [facts.distinct > facts.filled * 0.3, 0.3],
    [
      /upload|process|server|sync|received?|deadline|due|planned|estimated|expect|registration|regist|birth|creat|updated?|modified|load|insert|expir|valid|last|next|until|first/.test(
        name,
      ),
      -1.5,
    ],
    [/\b(start|begin|client)\b/.test(name), -0.2],
    [/\bend/.test(name), -0.4],
    [isRepeated(facts), -1.5],
  ])
}

const CASE_NAME =
  /case|customer|client|caller|actor|learner|student|user|visitor|member|account|person|patient|contact|subscriber|guest|respondent|répondant|distinct id|profile|kunde|klant|klient|cliente|utilisateur|benutzer|fall|vorgang|auftrag|bestell|vertrag|antrag|ticket|order|application|request|claim|policy|trace|dossier|commande|demande|contrat|pedido|expediente|solicitud|\bcaso|pratica|ordine|processo|\bzaak|zamówieni|zákazn|ügyfél|müşteri|клиент|заказ|заявк|客户|客戶|用户|用戶|订单|訂單|顧客|注文|案件|고객|주문/

/** What a column is called that holds a key. */
const KEY_NAME =
  /\bid\b|\bnr\b|nummer|number|\bno\b|\bn°|n[uú]m[eé]ro|código|\bkey\b|uuid|identifi(er|ant|ca|ka)|номер|№|番号|编号/

/** Whose event it is. */
export function caseScore(facts: ColumnFacts): Score | null {
  const name = words(facts)
  if (facts.timeShare > 0.95 && facts.numberShare < 0.5) return null
  const perCase = facts.distinct === 0 ? 0 : facts.filled / facts.distinct
  const isNamed = CASE_NAME.test(name)
  const isExact =
    /^(case concept name|case( id)?|(customer|user|client|visitor|person)( id)?|distinct id|trace( id)?)$/.test(name)
  const repeats = perCase >= 1.5 && perCase <= 500 && facts.distinct > 1
  const isKey = KEY_NAME.test(name)
  // Where nothing has a name, values like c17 that come back are the best that there is.
  const isUnnamedKey = /^\d*$/.test(name) && repeats && looksLikeKeys(facts)
  if (!isNamed && !isKey && !isUnnamedKey) return null
  return score([
    [true, fillOf(facts) - 1],
    [true, -0.6],
    [isExact, 1.5, 'the name says whose event it is'],
    [isNamed && !isExact, 0.6, 'the name speaks of one'],
    [isKey || /key/.test(name), 0.5],
    [repeats, 1, `each of its ${facts.distinct} values comes back ${perCase.toFixed(1)} times`],
    [facts.filled > 20 && facts.distinct === facts.filled, -0.8],
    // One person may have done all that was looked at.
    [facts.filled > 20 && facts.distinct <= 1 && facts.column.isOfWhole !== true, -1.5],
    [
      /resource|product|session|event|device|item|insert|type|state|status|version|agent|properties|channel|score|rating|seller|vendor|employee|staff|language|locale|browser|collector|city|country|region|zip|postal|segment|email/.test(
        name,
      ),
      -1,
    ],
    [isCaseLevel(facts) && !isExact, -0.8],
    // What holds a list of events is what they belong to.
    [facts.column.isOfWhole === true && facts.distinct < facts.filled, 0.5],
    [holdsJson(facts), -2],
    [facts.brokenNumberShare > 0.5, -1],
    [facts.meanLength > 60, -1],
  ])
}

/** Lists and objects that were left as they are. */
const holdsJson = (facts: ColumnFacts): boolean =>
  facts.examples.length > 0 && facts.examples.every((example) => /^(\[\s*[{["\d]|\{\s*")/.test(example))

/** Short texts without blanks that all have a digit, as keys have; amounts have not. */
export function looksLikeKeys(facts: ColumnFacts): boolean {
  return (
    facts.examples.length > 0 &&
    facts.examples.every((example) => /^\S*\d\S*$/.test(example)) &&
    facts.meanLength <= 40 &&
    facts.timeShare < 0.5 &&
    facts.brokenNumberShare < 0.05
  )
}

/** What happened. */
export function eventScore(facts: ColumnFacts): Score | null {
  const name = words(facts)
  if (facts.timeShare > 0.95 && facts.filled > 0) return null
  const isExact = /^(concept name|event( name| type)?|activity( name)?|action( name)?|step|touchpoint|page)$/.test(name)
  const isNamed =
    /event|activity|(?<!satisf|re)action|concept name|page|step|touchpoint|task|operation|milestone|aktivit|ereignis|aktion|vorgang|schritt|kontaktpunkt|activiteit|gebeurtenis|\bstap\b|actividad|acción|evento|activit|[eé]v[eé]nement|étape|etapa|parcours|attività|azione|zdarzeni|czynno|událost|esemény|\bolay|событи|операц|事件|活动|操作|イベント|アクション|이벤트/.test(
      name,
    )
  // Weaker words that may say anything.
  const isHinted = !isNamed && /^(type|kind|verb|what|name)$/.test(name)
  if (!isNamed && facts.filled < 2) return null
  // What never comes back in many rows is what somebody wrote.
  const comesBack = facts.filled <= 20 || facts.distinct < facts.filled
  const fewValues = facts.distinct >= 2 && facts.distinct <= Math.max(50, facts.rows * 0.2) && comesBack
  return score([
    [true, fillOf(facts) - 1],
    [true, -0.6],
    [isExact, 2, 'the name says what happened'],
    [isNamed && !isExact, 0.7, 'the name speaks of what happened'],
    [isHinted && fewValues, 0.5, 'the name may say what happened'],
    [/\b(nps|csat|ces|score|rating|satisfaction)\b/.test(name), -1],
    [fewValues, 0.6, `${facts.distinct} different values`],
    [facts.meanLength >= 4 && facts.meanLength <= 60, 0.3],
    [facts.numberShare > 0.5, -1.5],
    [!isNamed && !isHinted && (facts.distinct < 3 || facts.distinct > 200), -0.6],
    [
      /\bid\b|properties|resource|group|channel|lifecycle|transition|source|count|data|value|json|instance|user|customer/.test(
        name,
      ),
      -1,
    ],
    [holdsJson(facts) || facts.emailShare > 0.5, -2],
    // Who did it, or for whom.
    [/requester|assignee|owner|author|reporter|agent|operator|employee|member|\bby$/.test(name), -1],
    [isRepeated(facts), -1.5],
    [facts.knownChannelShare > 0.6, -0.8],
  ])
}

/** By which medium. */
export function channelScore(facts: ColumnFacts): Score | null {
  const name = words(facts)
  const isNamed =
    /(^| )(channel|kanal|canal|kanaal|kanał|canale|medium|platform|touchpoint channel|канал|渠道|チャネル)( |$)/.test(
      name,
    )
  if (facts.distinct > 20 || (!isNamed && facts.knownChannelShare < 0.6) || (facts.filled === 0 && !isNamed))
    return null
  return score([
    [isNamed, 1.2, 'the name says so'],
    [facts.knownChannelShare >= 0.3, 1, `values like ${facts.examples.slice(0, 2).join(', ')} are channels`],
    [facts.numberShare > 0.5 || facts.timeShare > 0.5, -2],
    [facts.meanLength > 30, -1],
  ])
}

const VALUE_WORDS = [
  /amount|betrag|bedrag|montant|importe|importo|kwota|сумм|金额|金額/,
  /value|wert|waarde|valeur|valor|wartość/,
  /price|preis|prijs|prix|precio|preço|prezzo|cena/,
  /revenue|umsatz|omzet|ingres|chiffre/,
  /payment|paid|zahlung/,
]

/** A number that belongs to the event and may be added up. */
export function valueScore(facts: ColumnFacts): Score | null {
  const name = words(facts)
  if (
    facts.filled > 0
      ? facts.numberShare < 0.5 || (facts.timeShare > 0.5 && facts.brokenNumberShare < 0.5)
      : !/^(value|amount)$/.test(name)
  ) {
    return null
  }
  const hits = VALUE_WORDS.filter((pattern) => pattern.test(name)).length
  const isCost = /cost|kosten|fee|expense|charge|spend|price/.test(name)
  const hasDecimals = facts.brokenNumberShare > 0.2
  if (hits === 0 && !(isCost && hasDecimals)) return null
  return score([
    [hits > 0, 0.8 + 0.5 * hits, 'the name says so'],
    [isCost && hits === 0, 0.4, 'the name speaks of costs'],
    [hasDecimals, 0.5, 'numbers with decimals'],
    [facts.numberShare >= 0.95, 0.2],
    // Added up it would count once for each event.
    [isRepeated(facts), -3],
    [/\bid\b|zip|code|\blat|\blng|\blon|\bsum\b|total|balance|cumul|running/.test(name), -0.9],
  ])
}
