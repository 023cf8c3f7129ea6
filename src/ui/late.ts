import { type ComponentType, createElement, lazy, useEffect, useState } from 'react'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { SECOND_MS } from '#shared/lib/time.ts'
import { inTurn } from './usable.ts'

/** Parts of the page that are wanted and could not be fetched. */
export interface LateParts {
  readonly count: number
  /** The server answers, but not with the part: it has another version of the program now. */
  readonly isOutdated: boolean
}

/** What is being waited for; `LateNotice` tells of it. */
export const lateParts: StoreApi<LateParts> = createStore<LateParts>(() => ({ count: 0, isOutdated: false }))

/** Between two tries; each longer than the last. */
const TRY_AGAIN_MS = [1, 2, 4, 8, 15].map((seconds) => seconds * SECOND_MS)
/** A part that still does not come this often while the server answers is no longer there. */
const OUTDATED_AFTER = 3

const wishes = new Set<() => void>()

/** Tries at once to fetch what could not be fetched. */
export const tryLateParts = (): void => {
  for (const wish of wishes) wish()
}

/**
 * A component whose code is fetched when it is first shown. When that fails (the server or the network is away) the place keeps what
 * stands there meanwhile, and it is fetched again until it comes.
 */
export const late = <Props>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async () => ({ default: await untilItComes(load) }))

/**
 * The same for a whole page, in whose place stands nothing, or what all pages have at the top, until it has come. It does without
 * `Suspense`: React leaves what stood there in the meantime for 300 ms, which is longer than a page takes to come.
 */
export const latePage = <Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile?: { readonly Header: ComponentType | null },
) =>
  function LatePage(props: Props) {
    const came = useSoon(load, true)
    return came ? createElement(came.Part, props) : meanwhile?.Header ? createElement(meanwhile.Header) : null
  }

/** The same, for what is likely to be wanted: fetched as soon as the page is usable and quiet, unless it is wanted before. */
export function soon<Props>(load: () => Promise<ComponentType<Props>>) {
  fetchAhead(load)
  return late(load)
}

interface CamePart<Part> {
  readonly Part: Part
}

/** By how they are loaded: what is on its way is not fetched twice, and what came before is drawn at once. */
const coming = new WeakMap<object, Promise<unknown>>()
const came = new WeakMap<object, CamePart<unknown>>()

function fetchOnce<Part>(load: () => Promise<Part>): Promise<CamePart<Part>> {
  const known = coming.get(load) as Promise<CamePart<Part>> | undefined
  if (known) return known
  const fetching = untilItComes(load).then((Part) => {
    const part = { Part }
    came.set(load, part)
    return part
  })
  coming.set(load, fetching)
  return fetching
}

/**
 * A component, or something else, that is done without until it has come: `null` until then. Fetched in a quiet moment, or at once when
 * it is wanted.
 */
export function useSoon<Part>(load: () => Promise<Part>, isWanted: boolean): CamePart<Part> | null {
  const [part, setPart] = useState(() => (came.get(load) as CamePart<Part> | undefined) ?? null)
  useEffect(() => {
    let isGone = false
    const show = (found: CamePart<Part>): void => {
      if (!isGone) setPart(found)
    }
    if (isWanted) void fetchOnce(load).then(show)
    else {
      void inTurn()
        .then(() => fetchOnce(load))
        // Several that come together would be drawn at once.
        .then((found) => inTurn().then(() => show(found)))
    }
    return () => {
      isGone = true
    }
  }, [load, isWanted])
  return part
}

/** Fetches code when it is its turn. Should it not come, whoever wants it asks again. */
export function fetchAhead(load: () => Promise<unknown>): void {
  void inTurn()
    .then(load)
    .catch(() => {})
}

/**
 * Loads again and again, with growing pauses, when the browser is online again, and when the person asks. `isMissed`: the person is told
 * meanwhile; what nobody misses is waited for without a word.
 */
export async function untilItComes<Part>(load: () => Promise<Part>, isMissed = true): Promise<Part> {
  try {
    return await load()
  } catch {
    // Told below, for as long as it lasts.
  }
  const missed = Number(isMissed)
  lateParts.setState(({ count, ...rest }) => ({ ...rest, count: count + missed }))
  try {
    for (let tried = 0; ; tried++) {
      await pause(TRY_AGAIN_MS[Math.min(tried, TRY_AGAIN_MS.length - 1)] ?? 0)
      try {
        await reviveStyles()
        return await load()
      } catch {
        if (tried >= OUTDATED_AFTER && (await doesServerAnswer())) lateParts.setState({ isOutdated: true })
      }
    }
  } finally {
    lateParts.setState(({ count, isOutdated }) => ({ count: count - missed, isOutdated: count > missed && isOutdated }))
  }
}

const pause = (durationMs: number): Promise<void> =>
  new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer)
      wishes.delete(end)
      window.removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, durationMs)
    wishes.add(end)
    window.addEventListener('online', end)
  })

const doesServerAnswer = (): Promise<boolean> =>
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    ({ ok }) => ok,
    () => false,
  )

const failedStyles: HTMLLinkElement[] = []
window.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLLinkElement && target.rel === 'stylesheet') failedStyles.push(target)
  },
  true,
)

let reviving: Promise<unknown> = Promise.resolve()

/**
 * A style sheet that failed is not asked for again with the code that needs it: the bundler remembers that it asked. One that is on its way
 * is waited for: were it replaced, whoever waits for it would wait for ever.
 */
function reviveStyles(): Promise<unknown> {
  // Whoever began the one before has heard of its failure.
  reviving = reviving.catch(() => {}).then(() => Promise.all(failedStyles.splice(0).map(reviveStyle)))
  return reviving
}

const reviveStyle = (link: HTMLLinkElement): Promise<void> =>
  new Promise((resolve, reject) => {
    const again = link.cloneNode() as HTMLLinkElement
    again.addEventListener('load', () => resolve())
    again.addEventListener('error', reject)
    link.replaceWith(again)
  })
