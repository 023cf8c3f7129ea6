/** Whom numbers can be held against, those of a persona in place of everybody else: another persona of the journey, or a segment of its workspace. */
export interface OtherCustomers {
  readonly kind: 'persona' | 'segment'
  readonly id: string
}

const TEXT = /^(persona|segment):([\w-]{1,64})$/

/** As addresses and queries say it: `segment:x1`. */
export const otherCustomersText = ({ kind, id }: OtherCustomers): string => `${kind}:${id}`

/** What such a text means; `null`: it is none. */
export function otherCustomersOf(text: string | null | undefined): OtherCustomers | null {
  const [, kind, id] = TEXT.exec(text ?? '') ?? []
  return (kind === 'persona' || kind === 'segment') && id !== undefined ? { kind, id } : null
}
