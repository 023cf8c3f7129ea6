import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import type { IdentityGuess } from '#shared/contract/rest/identity.ts'

interface Facts {
  readonly cases: number
  readonly fields: DatasetBody['fields']
  /** What the column of the case is called in the file; `null`: there is none. */
  readonly caseColumn: string | null
}

/** The usual kinds, by what columns of them are called; the first that fits counts. */
const KINDS: readonly { readonly kind: string; readonly names: RegExp }[] = [
  { kind: 'anonymous id', names: /anon|visitor|cookie|client_?id|user_?pseudo_?id|distinct_?id/ },
  { kind: 'device id', names: /device_?id|idfa|idfv|gaid|advertising/ },
  { kind: 'e-mail', names: /e_?mail/ },
  { kind: 'phone', names: /phone|mobile|msisdn|telephone|^tel$/ },
  {
    kind: 'user id',
    names:
      /user(_?(id|no|number|key|hash))?$|(customer|member|person|contact|subscriber|kunde)(n?_?(id|no|nr|number|key|hash|unique_?id))?$|customer_?unique_?id|login|crm_?id/,
  },
  { kind: 'account', names: /account|iban|card_?(no|number)/ },
]

/** `customerUniqueId` → `customer_unique_id` */
const plainName = (name: string): string =>
  name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .toLowerCase()

const kindOf = (name: string): string | null => {
  // What lies in an object has its path before it.
  const last = plainName(name.split(/[.:]/).at(-1) ?? name)
  return KINDS.find(({ names }) => names.test(last))?.kind ?? null
}

/** Fewer different values than that tell groups of people apart, not people. */
const FEWEST_VALUES = 3
const GUESSES_MAX = 10

/** Which columns look like ids of people, and why. */
export function guessKeys({ cases, fields, caseColumn }: Facts): readonly IdentityGuess[] {
  const guesses: IdentityGuess[] = []
  const caseKind = caseColumn === null ? null : kindOf(caseColumn)
  if (caseColumn !== null && caseKind !== null) {
    guesses.push({
      field: null,
      kind: caseKind,
      reason: `The case is the column “${caseColumn}”, which sounds like one.`,
    })
  }
  for (const { name, distinct } of fields) {
    const kind = kindOf(name)
    if (kind === null || (distinct < FEWEST_VALUES && cases > FEWEST_VALUES)) continue
    const many = distinct.toLocaleString('en')
    guesses.push({
      field: name,
      kind,
      reason: `“${name}” sounds like one and has ${many} different ${distinct === 1 ? 'value' : 'values'} over ${cases.toLocaleString('en')} cases.`,
    })
  }
  return guesses.slice(0, GUESSES_MAX)
}
