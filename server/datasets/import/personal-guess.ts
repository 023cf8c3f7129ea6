import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import type { ColumnFacts } from './column-facts.ts'
import { words } from './column-scores.ts'

/** A person's name by the words of its header; a bare `name` is as often that of an event or a product. */
const NAME_WORDS =
  /^((customer|client|contact|user|member|patient|guest|account holder|subscriber|person|billing|shipping) )?(first|last|full|given|family|middle|maiden|sur) ?name$|^(customer|client|contact|user|member|patient|guest|person|kunden|klant) ?(full )?name$|^surname$|^forename$|^(vor|nach|familien)name$|^(voor|achter)naam$|^pr[eé]nom$|^nom de famille$|^apellidos?$|^cognome$/
const PHONE_WORDS =
  /phone|telefon|telefoon|t[eé]l[eé]phone|tel[eé]fono|mobile|mobil\b|handy|\bcell\b|msisdn|\btel\b|\bfax\b/
const IP_WORDS = /\bip\b|\bip ?address|remote addr/

const percent = (share: number): string => `${Math.floor(share * 100)} %`

/** Columns that seem to tell who somebody is: addresses, phone numbers, names, IP addresses. A person decides; see `mapping.personal`. */
export function guessPersonal(all: readonly ColumnFacts[], guess: DatasetProfile['guess']): DatasetProfile['personal'] {
  // Their values are needed as they are.
  const needed = new Set([guess.timestamp, guess.event, guess.eventFallback, guess.channel, guess.value])
  for (const { column } of guess.steps) needed.add(column)
  return all.flatMap((facts) => {
    const { name } = facts.column
    if (needed.has(name) || guess.ignore.includes(name)) return []
    const reason = reasonFor(facts)
    return reason === null ? [] : [{ column: name, reason }]
  })
}

function reasonFor(facts: ColumnFacts): string | null {
  const { emailShare, phoneShare, ipShare, numberShare, timeShare, filled } = facts
  const header = words(facts)
  if (emailShare >= 0.5) return `${percent(emailShare)} of the values are e-mail addresses.`
  if (ipShare >= 0.9 || (ipShare >= 0.5 && IP_WORDS.test(header))) {
    return `${percent(ipShare)} of the values are IP addresses.`
  }
  if (PHONE_WORDS.test(header) && phoneShare >= 0.5)
    return `${percent(phoneShare)} of the values look like phone numbers.`
  if (filled > 0 && NAME_WORDS.test(header) && numberShare < 0.5 && timeShare < 0.5) {
    return 'The name of the column says that it holds names of people.'
  }
  return null
}
