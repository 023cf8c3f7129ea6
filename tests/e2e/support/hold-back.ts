import type { BrowserContext } from '@playwright/test'

/** Files that fit the pattern do not come until it is called: what a slow network does to a part of the page. */
export async function holdBack(context: BrowserContext, pattern: string): Promise<() => void> {
  let letThrough = (): void => {}
  const isWanted = new Promise<void>((resolve) => {
    letThrough = resolve
  })
  await context.route(pattern, async (route) => {
    await isWanted
    await route.continue()
  })
  return letThrough
}
