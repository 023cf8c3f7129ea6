/**
 * Runs in the page: what of the controls and titles is cut off or lies outside, one line each. What is drawn freely (the canvas) and
 * what scrolls sideways by its nature (tables of data) is left out.
 */
export function cutOffIn(part: Element | null): string[] {
  const faults: string[] = []
  const nameOf = (element: Element): string =>
    (element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 40)
  const width = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth > width) faults.push('the page scrolls sideways')
  const things = (part ?? document.body).querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, label, h1, h2, h3, [role=menuitem], [role=option], [role=status]',
  )
  for (const thing of things) {
    if (!thing.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue
    if (thing.closest('[data-testid=journey-canvas], [role=grid], table, .sr-only, [inert], [aria-hidden=true]'))
      continue
    const box = thing.getBoundingClientRect()
    if (box.width < 2 || box.height < 2) continue
    const name = `${thing.tagName.toLowerCase()} “${nameOf(thing)}”`
    let [left, right] = [0, width]
    let isScrolled = false
    for (let around = thing.parentElement; around !== null && !isScrolled; around = around.parentElement) {
      const { overflowX } = getComputedStyle(around)
      if (overflowX === 'visible') continue
      const edge = around.getBoundingClientRect()
      isScrolled = (overflowX === 'auto' || overflowX === 'scroll') && around.scrollWidth > around.clientWidth + 1
      if (isScrolled) break
      left = Math.max(left, edge.left)
      right = Math.min(right, edge.right)
    }
    if (!isScrolled && (box.left < left - 1 || box.right > right + 1)) faults.push(`${name} is cut at its side`)
    const isWords = thing.matches('button, a[href], [role=menuitem]') && thing.children.length === 0
    if (isWords && getComputedStyle(thing).overflow === 'hidden' && thing.scrollWidth > thing.clientWidth + 1)
      faults.push(`the words of ${name} do not fit`)
  }
  // Bars that have become too full push their buttons over each other.
  for (const bar of (part ?? document.body).querySelectorAll('header, footer, nav, [role=toolbar]')) {
    const buttons = [...bar.querySelectorAll('a[href], button, input, textarea')].filter(
      (button) =>
        button.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && !button.closest('.sr-only'),
    )
    for (const [index, button] of buttons.entries())
      for (const other of buttons.slice(index + 1)) {
        const [a, b] = [button.getBoundingClientRect(), other.getBoundingClientRect()]
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left)
        const along = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
        if (across > 2 && along > 2) faults.push(`“${nameOf(button)}” and “${nameOf(other)}” lie on each other`)
      }
  }
  return [...new Set(faults)]
}
