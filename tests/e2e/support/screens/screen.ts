import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from '../waymark-test.ts'

/** One thing that a person can have before them. */
export interface Screen {
  readonly name: string
  /** Starts where the screen before was left; gives what was opened, where that is a part of the page. */
  readonly open: (at: Place) => Promise<Locator | void>
  /** Only where there is room for it, or only where there is not. */
  readonly only?: 'desktop' | 'phone'
}

export interface Place {
  readonly person: Person
  readonly page: Page
  readonly url: string
  readonly isPhone: boolean
  readonly journeys: Journeys
}

/** What the screens show: made once for all of them. */
export interface Journeys {
  readonly numbers: string
  readonly story: string
  readonly blueprint: string
  readonly datasetId: string
  readonly viewerLink: string
}

export async function makeJourneys(person: Person, url: string): Promise<Journeys> {
  const { request } = person.page
  const make = async (template: string, title: string): Promise<string> => {
    const made = await request.post(`${url}/api/journeys`, { data: { template, title } })
    return ((await made.json()) as { id: string }).id
  }
  const numbers = await make('card-fraud', 'Card fraud')
  const story = await make('car-repair', 'Car repair: Sarah')
  const blueprint = await make('service-blueprint', 'Blueprint')
  const datasets = (await (await request.get(`${url}/api/datasets`)).json()) as { datasets: { id: string }[] }
  const shared = await request.post(`${url}/api/journeys/${story}/shares`, { data: { role: 'viewer' } })
  return {
    numbers,
    story,
    blueprint,
    datasetId: datasets.datasets[0]?.id ?? '',
    viewerLink: ((await shared.json()) as { url: string }).url,
  }
}

/** Runs an action by its name, on any screen of a journey. */
export async function act(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search all actions' }).fill(action)
  await page.getByRole('option', { name: action }).first().click()
  await expect(page.getByRole('dialog', { name: 'Search all actions' })).toHaveCount(0)
}

export const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name })

/** The panel, with its content. */
export async function panelOf(page: Page, title: string): Promise<Locator> {
  const panel = page.getByRole('region', { name: title, exact: true })
  await expect(panel).toBeVisible()
  return panel
}

/** Opens a journey in one of its views. */
export async function openJourney(
  { page, url }: Place,
  id: string,
  view: 'canvas' | 'table' | 'outline',
): Promise<void> {
  await page.goto(`${url}/journeys/${id}?view=${view}`)
  await expect(page.getByRole('main', { name: 'Journey' })).toBeVisible()
}

/** The details of what a row of the outline stands for. */
export const detailsOf = (what: string, row: string | RegExp): Screen => ({
  name: `the details of ${what}`,
  async open({ page, isPhone }) {
    const close = page.getByRole('button', { name: 'Close panel' })
    if (isPhone && (await close.isVisible())) await close.click()
    await (await rowOf(page, row)).click()
    if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
    const panel = page.getByRole('region').filter({ has: close })
    await expect(panel).toBeVisible()
    return panel
  },
})

/** A row of the outline, scrolled to: only those near the view are elements. */
export async function rowOf(page: Page, name: string | RegExp): Promise<Locator> {
  const outline = page.getByRole('treegrid')
  const row = outline.getByRole('row', { name }).first()
  await outline.hover({ position: { x: 40, y: 40 }, force: true })
  await expect(async () => {
    if (!(await row.isVisible())) await page.mouse.wheel(0, 300)
    await expect(row).toBeVisible({ timeout: 200 })
  }).toPass({ timeout: 15_000 })
  return row
}

/** A dialog or popover that an action opens; Escape closes it before the next screen. */
export const byAction = (
  name: string,
  action: string,
  opened: (page: Page) => Locator,
  more: Partial<Screen> = {},
): Screen => ({
  name,
  async open({ page }) {
    await act(page, action)
    await expect(opened(page)).toBeVisible()
    return opened(page)
  },
  ...more,
})
