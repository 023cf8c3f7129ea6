import { expect } from '@playwright/test'
import { workbookOf } from '#tests/support/zip-file.ts'
import { type Screen } from './screen.ts'

const CSV = [
  'visitor,when,what,medium',
  ...Array.from({ length: 30 }, (_, n) => `v${n},2026-05-01T08:${10 + n}:00Z,Visits the shop site,web`),
  'v900,not a time,Books online,web',
].join('\n')

/** Of another system, with names of its own. */
const DESK = [
  'kunde;aktion;zeit;filiale',
  ...Array.from({ length: 20 }, (_, n) => `v${n};Calls;0${1 + (n % 9)}.06.2026 10:00;Nord`),
].join('\n')

const ORDERS = workbookOf([
  {
    name: 'Orders',
    rows: [
      ['order_id', 'ordered_at', 'packed_at', 'delivered_at', 'due_date'],
      ...Array.from({ length: 30 }, (_, n) => [
        `o${n}`,
        `2026-05-01 08:${10 + n}:00`,
        `2026-05-02 09:${10 + n}:00`,
        n % 3 === 0 ? null : `2026-05-04 10:${10 + n}:00`,
        '2026-05-06',
      ]),
    ],
  },
  { name: 'Notes', rows: [['Exported on Monday']] },
])

/** The datasets and their import. */
export const DATA: readonly Screen[] = [
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
    name: 'the columns of a further file',
    async open({ page }) {
      const file = { name: 'desk.csv', mimeType: 'text/csv', buffer: Buffer.from(DESK) }
      await page.getByLabel('The next file').setInputFiles(file)
      await expect(page.getByRole('heading', { name: 'Match the columns of “desk.csv”' })).toBeVisible()
      // What is missing is said where the import would start.
      await page.getByLabel('aktion: what it stands for').selectOption('left-out')
      await expect(page.getByText('How are the dates written?')).toBeVisible()
    },
  },
  {
    name: 'a file that waits for its columns',
    async open({ page }) {
      await page.getByRole('button', { name: 'Later' }).click()
      await expect(page.getByText('“desk.csv” waits for its columns')).toBeVisible()
    },
  },
  {
    name: 'the files of a dataset, and the question before one goes',
    async open({ page }) {
      // The one that waits is left out, and nothing stands in the way.
      await page.getByRole('button', { name: 'Match them' }).click()
      await page.getByRole('button', { name: 'Leave this file out' }).click()
      await page.getByRole('button', { name: 'Take visits.csv out' }).click()
      const question = page.getByRole('alertdialog')
      await expect(question).toContainText('30 events')
      return question
    },
  },
  {
    name: 'a wide sheet of a workbook',
    async open({ page, url }) {
      await page.goto(`${url}/data`)
      const file = { name: 'orders.xlsx', mimeType: 'application/octet-stream', buffer: ORDERS }
      await page.locator('input[type=file]').first().setInputFiles(file)
      await expect(page.getByText('This is a table with one row a case')).toBeVisible()
      await expect(page.getByRole('group', { name: 'What are the steps called?' })).toBeVisible()
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
