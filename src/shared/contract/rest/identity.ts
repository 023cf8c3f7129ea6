import { z } from 'zod'

/**
 * What kind of id a column holds, in the words of the workspace (“user id”). Columns of one kind, in whichever dataset, join. Compared by
 * small letters.
 */
const kind = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,39}$/u, 'a word or a few, of letters and digits')

const USUAL_MAX_CASES = 50
const USUAL_MAX_VALUES = 50
const limit = z.number().int().min(1).max(10_000)

const identityKey = z.object({
  /** An attribute of the dataset. */
  field: z.string().min(1).max(500),
  kind,
  /** A value that more cases than that have, over all datasets, tells nobody apart and joins nothing. */
  maxCases: limit.default(USUAL_MAX_CASES),
  /** Of a case that has more different values than that none is believed: a shared device, an agent. */
  maxValues: limit.default(USUAL_MAX_VALUES),
})

const KEYS_MAX = 10
const KINDS_OF_CASE_MAX = 5

/** By what the cases of a dataset are joined to people. */
export const identityDeclaration = z
  .object({
    /** What the id of a case is; several when some cases are named by one and some by another. Empty: it joins nothing. */
    caseKinds: z.array(kind).max(KINDS_OF_CASE_MAX).default([]),
    keys: z.array(identityKey).max(KEYS_MAX).default([]),
  })
  .refine(({ caseKinds, keys }) => caseKinds.length + keys.length > 0, 'say at least one kind of id')
  .refine(({ caseKinds }) => new Set(caseKinds).size === caseKinds.length, 'a kind stands there twice')
  .refine(({ keys }) => new Set(keys.map(({ field }) => field)).size === keys.length, 'a field stands there twice')
export type IdentityDeclaration = z.infer<typeof identityDeclaration>
export type IdentityDeclarationInput = z.input<typeof identityDeclaration>

const count = z.number().int()

/** What one key does; `field: null` is the id of the case. All counts are of cases of this dataset, unless it says otherwise. */
export const identityKeyFacts = z.object({
  field: z.string().nullable(),
  kind: z.string(),
  /** The dataset has no such field (any more). */
  isMissing: z.boolean(),
  /** Values that join at least two cases, of this or another dataset. */
  values: count,
  /** Cases that have such a value. */
  cases: count,
  /** Cases with a value that stands for none (“unknown”, “0”). */
  placeholderCases: count,
  /** Values that too many cases have; the commonest are told. Their cases are counted over all datasets. */
  tooCommon: z.object({ values: count, top: z.array(z.object({ value: z.string(), cases: count })) }),
  /** Cases that have too many different values. */
  tooMany: z.object({ cases: count }),
})
export type IdentityKeyFacts = z.infer<typeof identityKeyFacts>

export const identitySummary = z.object({
  cases: count,
  people: count,
  /** Cases that are one person with another case of this dataset; they are `mergedPeople` people. */
  merged: count,
  mergedPeople: count,
  keys: z.array(identityKeyFacts),
  /** People who are in another dataset of the workspace as well. */
  elsewhere: z.array(z.object({ id: z.string(), name: z.string(), people: count })),
  /** The people with the most cases here, largest first. Without ids for whoever may not see customers. */
  largest: z.array(
    z.object({
      person: z.string().nullable(),
      cases: count,
      /** Some of their cases here. */
      ids: z.array(z.string()),
      /** By which kinds of id they are joined. */
      kinds: z.array(z.string()),
    }),
  ),
})
export type IdentitySummary = z.infer<typeof identitySummary>

/** A guess, with its reason; nothing is joined before somebody says so. */
export const identityGuess = z.object({
  /** `null`: the id of the case. */
  field: z.string().nullable(),
  kind: z.string(),
  reason: z.string(),
})
export type IdentityGuess = z.infer<typeof identityGuess>

export const identityBody = z.object({
  /** `null`: cases are counted as they came. */
  declaration: identityDeclaration.nullable(),
  /** Since when, ms since 1970. */
  since: z.number().nullable(),
  /** What it does now. */
  summary: identitySummary.nullable(),
  guesses: z.array(identityGuess),
  /** Kinds that other datasets of the workspace are joined by. */
  kinds: z.array(z.string()),
  /** Those datasets: together with them it can be one log. */
  others: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type IdentityBody = z.infer<typeof identityBody>
