import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from './waymark-test.ts'

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
async function act(page: Page, action: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Search all actions' }).fill(action)
  await page.getByRole('option', { name: action }).first().click()
  await expect(page.getByRole('dialog', { name: 'Search all actions' })).toHaveCount(0)
}

const dialogOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name })

/** The panel, with its content. */
async function panelOf(page: Page, title: string): Promise<Locator> {
  const panel = page.getByRole('region', { name: title, exact: true })
  await expect(panel).toBeVisible()
  return panel
}

/** Opens a journey in one of its views. */
async function openJourney({ page, url }: Place, id: string, view: 'canvas' | 'table' | 'outline'): Promise<void> {
  await page.goto(`${url}/journeys/${id}?view=${view}`)
  await expect(page.getByRole('main', { name: 'Journey' })).toBeVisible()
}

/** The details of what a row of the outline stands for. */
const detailsOf = (what: string, row: string | RegExp): Screen => ({
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
async function rowOf(page: Page, name: string | RegExp): Promise<Locator> {
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
const byAction = (
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

const LIBRARY: readonly Screen[] = [
  {
    name: 'the library',
    async open({ page, url }) {
      await page.goto(url)
      await expect(page.getByRole('article')).toHaveCount(3)
    },
  },
  {
    name: 'the menu of a journey',
    async open({ page }) {
      await page.getByRole('article').first().hover()
      await page
        .getByRole('button', { name: /^More for/ })
        .first()
        .click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the menu of oneself',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^You: / }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'changing one’s name',
    async open({ page }) {
      await page.getByRole('menuitem', { name: 'Change your name' }).click()
      await expect(dialogOf(page, /name/i)).toBeVisible()
      return dialogOf(page, /name/i)
    },
  },
  {
    name: 'signing out',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^You: / }).click()
      await page.getByRole('menuitem', { name: 'Sign out' }).click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page.getByRole('alertdialog')
    },
  },
  {
    name: 'an empty archive',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('radio', { name: 'Archived' }).click()
      await expect(page.getByText('The archive is empty')).toBeVisible()
    },
  },
  {
    name: 'the new-journey dialog',
    async open({ page }) {
      await page.getByRole('button', { name: 'New journey' }).first().click()
      await expect(page.getByRole('radio', { name: 'Blank journey' })).toBeVisible()
      return dialogOf(page, 'New journey')
    },
  },
  {
    name: 'a new journey from data',
    async open({ page }) {
      await page.getByRole('button', { name: /^From a data file/ }).click()
      await expect(dialogOf(page, 'New journey from data')).toBeVisible()
      return dialogOf(page, 'New journey from data')
    },
  },
  {
    name: 'an address that does not exist',
    async open({ page, url }) {
      await page.goto(`${url}/no/such/page`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
  {
    name: 'a journey that does not exist',
    async open({ page, url }) {
      await page.goto(`${url}/journeys/no-such-journey`)
      await expect(page.getByRole('heading', { name: 'This journey cannot be found' })).toBeVisible()
    },
  },
]

const CSV = [
  'visitor,when,what,medium',
  ...Array.from({ length: 30 }, (_, n) => `v${n},2026-05-01T08:${10 + n}:00Z,Visits the shop site,web`),
  'v900,not a time,Books online,web',
].join('\n')

const DATA: readonly Screen[] = [
  {
    name: 'the datasets',
    async open({ page, url }) {
      await page.goto(`${url}/data`)
      await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible()
      await expect(page.getByRole('link', { name: /Card fraud events/ })).toBeVisible()
    },
  },
  {
    name: 'the columns of a file',
    async open({ page }) {
      const file = { name: 'visits.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }
      await page.locator('input[type=file]').first().setInputFiles(file)
      await expect(page.getByRole('heading', { name: 'Check the columns' })).toBeVisible()
      await expect(page.getByRole('cell', { name: 'Visits the shop site' }).first()).toBeVisible()
    },
  },
  {
    name: 'the report of an import',
    async open({ page }) {
      await page.getByLabel('what: what this column is').selectOption('event')
      await page.getByRole('button', { name: 'Import', exact: true }).click()
      await expect(page.getByText('not a time', { exact: false }).first()).toBeVisible({ timeout: 30_000 })
    },
  },
  {
    name: 'a dataset',
    async open({ page, url, journeys }) {
      await page.goto(`${url}/data/${journeys.datasetId}`)
      await expect(page.getByRole('heading', { name: 'Card fraud events' })).toBeVisible()
      await expect(page.getByText('purchase confirmed by SMS').first()).toBeVisible()
    },
  },
]

const NUMBERS: readonly Screen[] = [
  {
    name: 'a canvas with numbers',
    async open(at) {
      await openJourney(at, at.journeys.numbers, 'canvas')
      await expect(at.page.locator('[data-measure="cases"]').first()).toBeVisible({ timeout: 30_000 })
    },
  },
  {
    name: 'where a number comes from',
    async open({ page }) {
      await page.locator('[data-testid=card] [data-measure="cases"]').first().click()
      const explanation = dialogOf(page, 'Where this number comes from')
      await expect(explanation).toBeVisible()
      return explanation
    },
  },
  {
    name: 'the data panel',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await act(page, 'Show data')
      return panelOf(page, 'Data')
    },
  },
  {
    name: 'the binding of a touchpoint',
    async open({ page, isPhone }) {
      if (isPhone) await page.getByRole('button', { name: 'Close panel' }).click()
      else await act(page, 'Show details')
      await page.keyboard.press('Alt+3')
      await (await rowOf(page, /Attempts a purchase/)).click()
      if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
      await expect(page.getByRole('heading', { name: 'Data', exact: true })).toBeVisible()
      return page.getByRole('region').filter({ has: page.getByRole('button', { name: 'Close panel' }) })
    },
  },
]

const STORY: readonly Screen[] = [
  {
    name: 'the outline',
    async open(at) {
      await openJourney(at, at.journeys.story, 'outline')
      await expect(at.page.getByRole('treegrid')).toBeVisible()
    },
  },
  {
    name: 'the menu of a row of the outline',
    async open({ page }) {
      const row = page.getByRole('treegrid').getByRole('row', { name: /Types the search/ })
      await row.click()
      await row.getByRole('button', { name: /^More for/ }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the target of a link',
    async open({ page }) {
      await page.getByRole('menuitem', { name: 'Link to…' }).click()
      await expect(dialogOf(page, 'Link to a card')).toBeVisible()
      return dialogOf(page, 'Link to a card')
    },
  },
  {
    name: 'a row that is edited',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page
        .getByRole('treegrid')
        .getByRole('row', { name: /Types the search/ })
        .click()
      await page.keyboard.press('F2')
      await expect(page.getByRole('textbox', { name: /^Name of/ })).toBeVisible()
      return page.getByRole('treegrid')
    },
  },
  {
    name: 'the kinds of lanes',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Add lane' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    ...detailsOf('a stage', /^Breakdown/),
    async open(at) {
      await at.page.keyboard.press('Escape')
      return detailsOf('a stage', /^Breakdown/).open(at)
    },
  },
  detailsOf('a step', /^Initial search/),
  detailsOf('a touchpoint', /^Searches/),
  detailsOf('a pain point', /^No time to compare/),
  detailsOf('an emotion', /^Stranded/),
  detailsOf('an opportunity', /^Keep the business listing/),
  {
    name: 'the details of a link',
    open: (at) => detailsOf('a link', /Local results with ratings|Visits the site/).open(at),
  },
  {
    name: 'the details of several cards',
    async open({ page, isPhone }) {
      const close = page.getByRole('button', { name: 'Close panel' })
      if (isPhone && (await close.isVisible())) await close.click()
      await act(page, 'Select all cards')
      if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
      const panel = page.getByRole('region').filter({ has: close })
      await expect(panel).toBeVisible()
      return panel
    },
  },
  {
    name: 'the details of the journey',
    async open({ page, isPhone }) {
      const close = page.getByRole('button', { name: 'Close panel' })
      if (isPhone) await close.click()
      await act(page, 'Select nothing')
      if (isPhone) await act(page, 'Show details')
      await expect(page.getByRole('textbox', { name: 'Scenario' })).toBeVisible()
      return page.getByRole('region').filter({ has: close })
    },
  },
  byAction('the personas', 'Show personas', (page) => page.getByRole('region', { name: 'Personas', exact: true })),
  {
    name: 'the sheet of a persona',
    async open({ page }) {
      await page
        .getByRole('region', { name: 'Personas' })
        .getByRole('button', { name: /^Sarah/ })
        .click()
      await expect(dialogOf(page, 'Sarah')).toBeVisible()
      return dialogOf(page, 'Sarah')
    },
  },
  {
    name: 'searching the journey',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await act(page, 'Find in this journey')
      await page.keyboard.type('shop')
      await expect(page.getByRole('region', { name: 'Search' })).toContainText('Visits the site')
      return page.getByRole('region', { name: 'Search' })
    },
  },
  {
    name: 'find and replace',
    async open({ page }) {
      await act(page, 'Find and replace')
      await page.keyboard.type('shop')
      const panel = page.getByRole('region', { name: 'Find and replace' })
      await expect(panel).toContainText('highly rated')
      return panel
    },
  },
  {
    name: 'the filter',
    async open({ page }) {
      await page.getByRole('button', { name: 'Close panel' }).click()
      await act(page, 'Filter cards')
      await expect(dialogOf(page, 'Filter')).toContainText('Pain point')
      return dialogOf(page, 'Filter')
    },
  },
  {
    name: 'a filtered outline',
    async open({ page }) {
      await dialogOf(page, 'Filter')
        .getByRole('button', { name: /^Pain point/ })
        .first()
        .click()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('region', { name: 'Filter', exact: true })).toBeVisible()
    },
  },
  byAction('the saved views', 'Saved views', (page) => dialogOf(page, 'Saved views')),
  {
    name: 'a saved view',
    async open({ page }) {
      await page.getByRole('textbox', { name: /view/i }).fill('Pains only')
      await page.keyboard.press('Enter')
      await expect(page.getByRole('button', { name: /More for Pains only/ }).first()).toBeVisible()
      return dialogOf(page, 'Saved views')
    },
  },
  {
    name: 'the table',
    async open(at) {
      await openJourney(at, at.journeys.story, 'table')
      await expect(at.page.getByRole('grid')).toBeVisible()
    },
  },
  {
    name: 'a cell of the table that is edited',
    async open({ page }) {
      await page.getByRole('gridcell', { name: /^Types the search/ }).click()
      await page.keyboard.press('F2')
      await expect(page.getByRole('grid').getByRole('textbox')).toBeVisible()
      return page.getByRole('grid')
    },
  },
  {
    name: 'the columns of the table',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Columns' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
]

const CANVAS: readonly Screen[] = [
  {
    name: 'the canvas',
    async open(at) {
      await openJourney(at, at.journeys.story, 'canvas')
      await expect(at.page.getByTestId('card').first()).toBeVisible()
    },
  },
  byAction('the sharing of a journey', 'Share journey', (page) => dialogOf(page, /^Share/)),
  {
    name: 'the revoking of a link',
    async open({ page }) {
      await page
        .getByRole('button', { name: /^Revoke/ })
        .first()
        .click()
      await expect(page.getByRole('alertdialog')).toBeVisible()
      return page.getByRole('alertdialog')
    },
  },
  {
    ...byAction('the settings', 'Settings', (page) => dialogOf(page, 'Settings')),
    async open(at) {
      await at.page.keyboard.press('Escape')
      await expect(at.page.getByRole('alertdialog')).toHaveCount(0)
      // The first one closes the tooltip of the button that has the focus again.
      await expect(async () => {
        await at.page.keyboard.press('Escape')
        await expect(at.page.getByRole('dialog')).toHaveCount(0, { timeout: 500 })
      }).toPass({ timeout: 10_000 })
      return byAction('', 'Settings', (page) => dialogOf(page, 'Settings')).open(at)
    },
  },
  {
    name: 'the command palette',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await expect(page.getByRole('combobox', { name: 'Search all actions' })).toBeVisible()
      return dialogOf(page, 'Search all actions')
    },
  },
  {
    ...byAction('the shortcut sheet', 'Keyboard shortcuts', (page) => dialogOf(page, 'Keyboard shortcuts')),
    async open(at) {
      await at.page.keyboard.press('Escape')
      return byAction('', 'Keyboard shortcuts', (page) => dialogOf(page, 'Keyboard shortcuts')).open(at)
    },
  },
  {
    name: 'the menu bar',
    only: 'desktop',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('menuitem', { name: 'Edit', exact: true }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the menu of the journey',
    only: 'phone',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: 'Journey menu' }).click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the menu of a card',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('card').first().click({ button: 'right' })
      await expect(page.getByRole('menuitem', { name: 'Edit text' })).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the choice of a link’s target',
    async open({ page }) {
      await page.getByRole('menuitem', { name: 'Link to a card by name…' }).click()
      await expect(page.getByPlaceholder('Link to which card?')).toBeVisible()
      return page.getByRole('dialog')
    },
  },
  {
    name: 'a card that is edited',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('card').first().dblclick()
      await expect(page.getByTestId('journey-canvas').getByRole('textbox')).toBeVisible()
    },
  },
  {
    name: 'the shapes',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('tool-shapes').click()
      await expect(page.getByRole('menu')).toBeVisible()
      return page.getByRole('menu')
    },
  },
  {
    name: 'the tray',
    async open({ page }) {
      await page.keyboard.press('Escape')
      await page.getByTestId('step').first().locator('.title-text').click()
      await page.keyboard.press('Delete')
      await page.getByTestId('tray').getByRole('button', { name: /^Tray/ }).click()
      await expect(page.getByTestId('tray')).toContainText('Stranded')
    },
  },
  {
    name: 'the heat map',
    async open({ page }) {
      await page.keyboard.press('Control+z')
      for (let step = 0; step < 12; step += 1) await page.keyboard.press('Control+-')
      await expect(page.locator('.heat-legend')).toBeVisible()
    },
  },
  {
    name: 'a service blueprint',
    async open(at) {
      await openJourney(at, at.journeys.blueprint, 'canvas')
      await expect(at.page.getByTestId('lane').first()).toBeVisible()
    },
  },
]

const GUEST: readonly Screen[] = [
  {
    name: 'the outline of a viewer',
    async open(at) {
      await at.page.goto(at.journeys.viewerLink)
      await expect(at.page.getByRole('main', { name: 'Journey' })).toBeVisible()
      await at.page.keyboard.press('Alt+3')
      await expect(at.page.getByRole('treegrid')).toBeVisible()
    },
  },
  {
    name: 'the details that a viewer sees',
    async open({ page, isPhone }) {
      await page
        .getByRole('treegrid')
        .getByRole('row', { name: /^Searches/ })
        .click()
      if (isPhone) await page.getByRole('button', { name: 'Details', exact: true }).click()
      else await act(page, 'Show details')
      return panelOf(page, 'Touchpoint')
    },
  },
  {
    name: 'the canvas of a viewer',
    async open({ page, isPhone }) {
      if (isPhone) await page.getByRole('button', { name: 'Close panel' }).click()
      await page.keyboard.press('Alt+1')
      await expect(page.getByTestId('card').first()).toBeVisible()
    },
  },
  {
    name: 'a journey that is closed',
    async open({ page, url, journeys }) {
      await page.goto(`${url}/journeys/${journeys.numbers}`)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    },
  },
  {
    name: 'the door',
    async open({ page, url }) {
      await page.context().clearCookies()
      await page.goto(url)
      await expect(page.getByRole('heading', { name: 'Open Waymark with your link' })).toBeVisible()
    },
  },
  {
    name: 'a link that is not valid',
    async open({ page, url }) {
      await page.goto(`${url}/enter/no-such-link`)
      await expect(page.getByText('This link is not valid', { exact: false }).first()).toBeVisible()
    },
  },
]

/** Every page, dialog, panel, menu and popover, by where it is found, in an order in which one leads to the next. */
export const AREAS: readonly {
  readonly area: string
  readonly who: 'owner' | 'guest'
  readonly screens: readonly Screen[]
}[] = [
  { area: 'the library', who: 'owner', screens: LIBRARY },
  { area: 'the data', who: 'owner', screens: [...DATA, ...NUMBERS] },
  { area: 'the outline and the table', who: 'owner', screens: STORY },
  { area: 'the canvas', who: 'owner', screens: CANVAS },
  { area: 'what a guest sees', who: 'guest', screens: GUEST },
]
