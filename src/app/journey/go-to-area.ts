/** The parts of the page between which F6 goes, in the order of the page. */
const AREAS = 'header, main, section[aria-labelledby], nav, footer'
/** Links that lead out of the program are nowhere to begin. */
const STOPS = 'a[href]:not([target=_blank]), button:not(:disabled), input, select, textarea, [tabindex="0"]'

/** Gives the next part of the page the keyboard: bar, journey, panel, foot. In the journey it comes back to where it was. */
export function goToArea(by: 1 | -1): void {
  const areas = [...document.querySelectorAll<HTMLElement>(AREAS)].filter(
    (area) => area.parentElement?.closest(AREAS) === null && area.offsetWidth > 0,
  )
  const now = areas.findIndex((area) => area.contains(document.activeElement))
  for (let step = 1; step <= areas.length; step += 1) {
    const area = areas[(Math.max(now, by > 0 ? -1 : 0) + by * step + areas.length * 2) % areas.length]
    if (focusFirstStop(area)) return
  }
}

/** Whoever closed the panel that they were in, or put another in its place, goes on in that one, else in the journey. */
export function catchLostFocus(): void {
  if (document.activeElement !== document.body) return
  for (const area of document.querySelectorAll<HTMLElement>('section[aria-labelledby]'))
    if (focusFirstStop(area)) return
  focusFirstStop(document.querySelector<HTMLElement>('main'))
}

/** Whoever had the keyboard in another view of the journey has it in the one that is shown now, where they last were. */
export function focusShownView(): void {
  const { activeElement, body } = document
  if (activeElement !== body && activeElement?.checkVisibility()) return
  const main = document.querySelector<HTMLElement>('main')
  // What the arrow keys move in comes before the buttons around it.
  const inside = [...(main?.querySelectorAll<HTMLElement>('[tabindex="0"]') ?? [])].find(
    (element) => element.checkVisibility() && !element.closest('[role=toolbar], [role=radiogroup]'),
  )
  if (inside) inside.focus({ preventScroll: true })
  else focusFirstStop(main)
}

/** Tells whether there is one. */
function focusFirstStop(area: HTMLElement | null | undefined): boolean {
  const stop = [...(area?.querySelectorAll<HTMLElement>(STOPS) ?? [])].find(
    (element) => element.tabIndex >= 0 && element.offsetWidth > 0,
  )
  stop?.focus({ preventScroll: true })
  return stop !== undefined
}
