import { expect, type Locator, type Page } from '@playwright/test'

/** The canvas in words of the product. */
export const canvasOf = (page: Page) => {
  const canvas = page.getByTestId('journey-canvas')
  const card = (title: string): Locator => canvas.getByTestId('card').filter({ hasText: title })
  return {
    canvas,
    card,
    title: (kind: 'stage' | 'step' | 'lane', name: string): Locator =>
      canvas.getByTestId(kind).filter({ hasText: name }),
    /** Shows the whole journey, so that everything is on the screen, and waits until it stands still. */
    async fit(): Promise<void> {
      await page.getByRole('button', { name: 'Fit journey' }).click()
      const lane = canvas.getByTestId('lane').last()
      let before = ''
      await expect
        .poll(async () => {
          const now = JSON.stringify(await lane.boundingBox())
          const stands = now === before
          before = now
          return stands
        })
        .toBe(true)
    },
    async zoomTo100(): Promise<void> {
      await canvas.press('Control+0')
    },
    /** The middle of the cell where a step meets a lane, on the screen. */
    async cell(step: string, lane: string): Promise<{ readonly x: number; readonly y: number }> {
      const column = await boxOf(canvas.getByTestId('step').filter({ hasText: step }))
      const row = await boxOf(canvas.getByTestId('lane').filter({ hasText: lane }))
      return { x: column.x + column.width / 2, y: row.y + row.height / 2 }
    },
    /** Types into the card as a person does: double click, all of it replaced, Escape. */
    async retype(title: string, text: string): Promise<void> {
      await card(title).dblclick()
      const field = canvas.getByRole('textbox', { name: / title$/ })
      await field.fill(text)
      await page.keyboard.press('Escape')
      await expect(card(text)).toBeVisible()
    },
    /** Drags with steps in between, as a hand does; without `release` the card stays in the air. */
    async drag(what: Locator, to: { readonly x: number; readonly y: number }, { release = true } = {}): Promise<void> {
      const box = await boxOf(what)
      // A title is taken by its words: its buttons stand behind them.
      const isTitle = (await what.getAttribute('role'))?.endsWith('header') === true
      const x = box.x + (isTitle ? Math.min(24, box.width / 3) : box.width / 2)
      await page.mouse.move(x, box.y + Math.min(16, box.height / 2))
      await page.mouse.down()
      await page.mouse.move(x + 8, box.y + 24, { steps: 3 })
      await page.mouse.move(to.x, to.y, { steps: 12 })
      if (release) await page.mouse.up()
    },
  }
}

export async function boxOf(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await locator.boundingBox()
  if (box === null) throw new Error('Not on the screen')
  return box
}

export const centreOf = async (locator: Locator): Promise<{ x: number; y: number }> => {
  const { x, y, width, height } = await boxOf(locator)
  return { x: x + width / 2, y: y + height / 2 }
}

export const journeyIdOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? ''

/** The document as the server has it on disk. */
export async function storedJourney(page: Page, id = journeyIdOf(page)): Promise<StoredJourney> {
  const response = await page.request.get(new URL(`/api/journeys/${id}`, page.url()).href)
  expect(response.status()).toBe(200)
  return (await response.json()) as StoredJourney
}

export interface StoredJourney {
  readonly stages: readonly { readonly id: string; readonly title: string }[]
  readonly steps: readonly {
    readonly id: string
    readonly title: string
    readonly width: number
    readonly place: { readonly stageId: string }
  }[]
  readonly lanes: readonly {
    readonly id: string
    readonly title: string
    readonly kind: string
    readonly height: number
  }[]
  readonly cards: readonly {
    readonly id: string
    readonly title: string
    readonly details: string
    readonly kind: string
    readonly score?: number
    readonly futureScore?: number
    readonly style?: { readonly fill?: number | 'none'; readonly textSize?: string }
    readonly layer?: number
    readonly place: {
      readonly kind: string
      readonly stepId?: string
      readonly laneId?: string
      readonly x?: number
      readonly y?: number
      readonly width?: number
      readonly height?: number
    }
  }[]
  readonly links: readonly { readonly fromCardId: string; readonly toCardId: string }[]
  readonly bindings: readonly { readonly elementId: string; readonly datasetId: string; readonly source: string }[]
}

/** The number that the canvas shows for an element, exactly; `null` while there is none. */
export const shownValue = async (page: Page, elementId: string, measure: string): Promise<number | null> => {
  const number = page.locator(`[data-readings-of="${elementId}"] [data-measure="${measure}"]`).first()
  const value = (await number.count()) === 0 ? null : await number.getAttribute('data-value')
  return value === null || value === '' ? null : Number(value)
}
