import type { AnswerScale } from '#shared/model/records/answer-scale.ts'

/** How a text sounds, by the lines of `docs/metrics.md`. */
export const SOUNDS = ['positive', 'neutral', 'negative'] as const
export type Sound = (typeof SOUNDS)[number]

/** Which of them are listed: by the answer that stands beside the text, or by how it sounds. */
export const VERBATIM_GROUPS = ['promoters', 'passives', 'detractors', 'satisfied', 'unsatisfied', ...SOUNDS] as const
export type VerbatimGroup = (typeof VERBATIM_GROUPS)[number]

export const isSound = (group: VerbatimGroup | undefined): group is Sound => SOUNDS.some((sound) => sound === group)

export const VERBATIMS_A_PAGE = 50

/** What a customer wrote. */
export interface Verbatim {
  /** When, ms since 1970. */
  readonly at: number
  /** The answer beside it; `null` where the number is about texts alone. */
  readonly score: number | null
  /** `null`: it does not seem to be English, which is all that can be read. */
  readonly sound: Sound | null
  readonly text: string
}

/** What customers wrote behind a number, newest first. */
export interface Verbatims {
  /** The attribute that is read; `null`: there is none, and `note` says why. */
  readonly field: string | null
  /** All that could be read. */
  readonly fields: readonly string[]
  /** That of the answers; `null` where the number is about texts alone. */
  readonly scale: AnswerScale | null
  /** What the number rests on. */
  readonly answers: number
  /** Those of them that have a text. */
  readonly texts: number
  /** Those of them that are asked for, of which `list` is a page. */
  readonly total: number
  /** There are more than are read for how they sound: it is of the newest of them. */
  readonly isCapped: boolean
  readonly list: readonly Verbatim[]
  readonly note?: string
}

/** The answers of a group, both included; `undefined`: the scale has no such group. */
export function answersOfGroup(
  group: VerbatimGroup | undefined,
  scale: AnswerScale | null,
): readonly [number, number] | undefined {
  if (scale?.kind === 'nps') {
    if (group === 'promoters') return [9, 10]
    if (group === 'passives') return [7, 8]
    return group === 'detractors' ? [0, 6] : undefined
  }
  if (scale?.kind === 'csat') {
    if (group === 'satisfied') return [scale.of - 1, scale.of]
    return group === 'unsatisfied' ? [1, scale.of - 2] : undefined
  }
  return undefined
}

/** The groups that texts beside answers of a scale can be listed by. */
export const groupsOf = (scale: AnswerScale | null): readonly VerbatimGroup[] =>
  VERBATIM_GROUPS.filter((group) => isSound(group) || answersOfGroup(group, scale) !== undefined)
