/** Where a view is opened: a page of its own, or inside another site's page, where no cookie comes along and the link's token says who looks. */
export type ViewPlace =
  | { readonly kind: 'page'; readonly journeyId: string }
  | { readonly kind: 'embed'; readonly journeyId: string; readonly token: string }

export interface ViewAddress {
  readonly place: ViewPlace
  /** What is to be seen first. */
  readonly target: DeepTarget | null
  /** A saved view's id. */
  readonly saved: string | null
  /** Whose journey it is to be. */
  readonly personaId: string | null
  /** Begin to present at once. */
  readonly presents: boolean
  /** Follow whoever presents. */
  readonly follows: boolean
}

/** An element, and which of its numbers if one is meant. */
export interface DeepTarget {
  readonly elementId: string
  readonly measure: string | null
}

const TARGET = /^([\w-]{1,64})(?:\.(\w{1,32}))?$/

/** The target that a fragment names (`step1`, `step1.conversion`); `null`: none. */
export function targetOf(fragment: string): DeepTarget | null {
  const [, elementId, measure] = TARGET.exec(fragment) ?? []
  return elementId === undefined ? null : { elementId, measure: measure ?? null }
}

export const fragmentOf = ({ elementId, measure }: DeepTarget): string =>
  measure === null ? elementId : `${elementId}.${measure}`

/**
 * What an address asks for; `null`: it is none of ours. `/view/<journey>#<element>`, or `/embed/<share>/<journey>#<signature>/<element>`:
 * what lets one in stands behind the #, where browsers tell it to no server.
 */
export function viewAddressOf({ pathname, search, hash }: Pick<Location, 'pathname' | 'search' | 'hash'>) {
  const [first, second, third] = pathname.split('/').filter((part) => part !== '')
  const query = new URLSearchParams(search)
  const fragment = hash.replace(/^#/, '')
  const asked = {
    saved: query.get('saved'),
    personaId: query.get('persona'),
    presents: query.has('present'),
    follows: query.has('follow'),
  }
  if (first === 'view' && second !== undefined && third === undefined) {
    const place: ViewPlace = { kind: 'page', journeyId: second }
    return { place, target: targetOf(fragment), ...asked } satisfies ViewAddress
  }
  if (first === 'embed' && second !== undefined && third !== undefined) {
    const [signature = '', element = ''] = fragment.split('/')
    const place: ViewPlace = { kind: 'embed', journeyId: third, token: `${second}.${signature}` }
    return { place, target: targetOf(element), ...asked } satisfies ViewAddress
  }
  return null
}

/** The address by which others get to an element of this journey; always the page, for whoever may open it. */
export function linkToElement(origin: string, journeyId: string, target: DeepTarget): string {
  return `${origin}/view/${encodeURIComponent(journeyId)}#${fragmentOf(target)}`
}
