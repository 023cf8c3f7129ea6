import { expect, type Locator } from '@playwright/test'
import { boxOf, canvasOf, centreOf, storedJourney } from './support/canvas.ts'
import { newJourney, test } from './support/waymark-test.ts'

test('cards are added, edited in place, dragged between cells, linked, copied, deleted and undone', async ({
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()
  const before = await storedJourney(page)
  const stepOf = async (title: string): Promise<string | undefined> => {
    const { cards, steps } = await storedJourney(page)
    const stepId = cards.find((card) => card.title === title)?.place.stepId
    return steps.find((step) => step.id === stepId)?.title
  }

  await on.retype('Types the search', 'Searches with one hand')
  await expect.poll(() => stepOf('Searches with one hand')).toBe('Initial search')

  // From one column to the next, within its lane. Typing zooms in where the text would be too small.
  await on.fit()
  const target = await centreOf(on.card('Looks for services and prices'))
  await on.drag(on.card('Searches with one hand'), { x: target.x, y: target.y + 20 })
  await expect.poll(() => stepOf('Searches with one hand')).toBe('Website visit')
  await page.keyboard.press('Control+z')
  await expect.poll(() => stepOf('Searches with one hand')).toBe('Initial search')
  await page.keyboard.press('Control+Shift+z')
  await expect.poll(() => stepOf('Searches with one hand')).toBe('Website visit')

  // Into a lane that takes other cards: refused, it stays.
  await on.fit()
  await on.drag(on.card('Searches with one hand'), await centreOf(on.card('Prices are hard to find')))
  await expect.poll(() => stepOf('Searches with one hand')).toBe('Website visit')

  // A drag near the edge moves the view along.
  await on.fit()
  await on.card('Searches with one hand').click()
  await page.keyboard.press('Control+d')
  const count = async (): Promise<number> => (await storedJourney(page)).cards.length
  await expect.poll(count).toBe(before.cards.length + 1)
  await page.keyboard.press('Delete')
  await expect.poll(count).toBe(before.cards.length)

  await on.card('Relieved somebody answers').click()
  await page.getByRole('textbox', { name: 'Title' }).first().fill('Relieved')
  await expect(on.card('Relieved').first()).toBeVisible()
})

test('several cards are selected with a frame, moved together, copied to another journey', async ({
  owner,
  waymark,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { page } = owner
  await owner.context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: waymark.url })
  await newJourney(owner, 'Car repair: Sarah')
  const on = canvasOf(page)
  await on.fit()

  const [left, right] = [await boxOf(on.card('Visits the site')), await boxOf(on.card('Chatbot offers help'))]
  await page.mouse.move(left.x - 4, left.y - 3)
  await page.mouse.down()
  await page.mouse.move(right.x + right.width / 2, right.y + right.height / 2, { steps: 10 })
  await page.mouse.up()
  await expect(on.canvas.locator('[data-testid=card][data-selected]')).toHaveCount(2)
  await page.keyboard.press('Control+c')
  await page.goto(waymark.url)
  await newJourney(owner, 'Blank journey')
  await canvasOf(page).fit()
  const cell = await canvasOf(page).cell('Compares', 'Touchpoints')
  const column = await boxOf(canvasOf(page).title('step', 'Compares'))
  // Beside its plus.
  await page.mouse.click(column.x + 10, cell.y)
  await page.keyboard.press('Control+v')
  await expect
    .poll(async () => (await storedJourney(page)).cards.map((card) => card.title).sort())
    .toEqual(['Chatbot offers help; she asks for an emergency slot', 'Visits the site of a highly rated shop'])
})

test('stages, steps and lanes are added, renamed, reordered and resized; free notes lie beside the grid', async ({
  owner,
}) => {
  const { page } = owner
  await newJourney(owner, 'Blank journey')
  const on = canvasOf(page)
  await on.fit()
  const titles = async (list: 'stages' | 'lanes'): Promise<readonly string[]> =>
    (await storedJourney(page))[list].map(({ title }) => title)

  await page.getByTestId('add-stage').click()
  await page.keyboard.type('Renewal')
  await page.keyboard.press('Enter')
  await expect.poll(() => titles('stages')).toContain('Renewal')

  await on.fit()
  const consideration = await centreOf(on.title('stage', 'Consideration'))
  await on.drag(on.title('stage', 'Retention'), { x: consideration.x - 40, y: consideration.y })
  await expect.poll(async () => (await titles('stages')).indexOf('Retention')).toBeLessThan(3)

  const actions = await boxOf(on.title('lane', 'Actions'))
  await on.drag(on.title('lane', 'Opportunities'), { x: actions.x + actions.width / 2, y: actions.y + 4 })
  await expect.poll(async () => (await titles('lanes')).indexOf('Opportunities')).toBeLessThan(3)

  const stageOf = async (title: string): Promise<string | undefined> => {
    const { steps, stages } = await storedJourney(page)
    return stages.find(({ id }) => id === steps.find((step) => step.title === title)?.place.stageId)?.title
  }
  const compares = await centreOf(on.title('step', 'Compares'))
  await on.drag(on.title('step', 'Chooses'), { x: compares.x + 50, y: compares.y })
  await expect.poll(() => stageOf('Chooses')).toBe('Consideration')

  const pull = async (handle: Locator, dx: number, dy: number): Promise<void> => {
    const from = await centreOf(handle)
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(from.x + dx, from.y + dy, { steps: 8 })
    await page.mouse.up()
  }
  const widthOf = async (title: string): Promise<number> =>
    (await storedJourney(page)).steps.find((step) => step.title === title)?.width ?? 0
  const heightOf = async (title: string): Promise<number> =>
    (await storedJourney(page)).lanes.find((lane) => lane.title === title)?.height ?? 0
  const [width, height] = [await widthOf('Discovers'), await heightOf('Actions')]
  await pull(on.title('step', 'Discovers').getByTestId('resize-step'), 60, 0)
  await expect.poll(() => widthOf('Discovers')).toBeGreaterThan(width + 40)
  await pull(on.title('lane', 'Actions').getByTestId('resize-lane'), 0, 50)
  await expect.poll(() => heightOf('Actions')).toBeGreaterThan(height + 30)

  await on.title('lane', 'Thoughts').dblclick()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('What they think')
  await page.keyboard.press('Enter')
  await expect.poll(() => titles('lanes')).toContain('What they think')

  await page.getByTestId('tool-note').click()
  const ground = await boxOf(on.canvas)
  await page.mouse.click(ground.x + ground.width - 420, ground.y + ground.height - 60)
  await page.keyboard.type('Ask the field team')
  await page.keyboard.press('Escape')
  await expect
    .poll(async () =>
      (await storedJourney(page)).cards.filter(({ place }) => place.kind === 'free').map(({ title }) => title),
    )
    .toEqual(['Ask the field team'])
})

test('the header row and the lane names stay in sight while panning; search jumps', async ({ owner }) => {
  const { page } = owner
  await newJourney(owner, 'Airline ticket: Alex')
  const on = canvasOf(page)
  await on.zoomTo100()
  await on.canvas.hover({ position: { x: 500, y: 400 } })
  await page.mouse.wheel(900, 500)
  await expect(on.title('lane', 'Pain points')).toBeInViewport()
  const stepsInSight = (): Promise<number> =>
    page.getByTestId('step').evaluateAll((steps) => {
      const inSight = (step: Element): boolean => {
        const { left, right, top, bottom } = step.getBoundingClientRect()
        return right > 200 && left < innerWidth && top >= 0 && bottom < innerHeight / 2
      }
      return steps.filter(inSight).length
    })
  await expect.poll(stepsInSight).toBeGreaterThan(1)

  await page.keyboard.press('Control+f')
  await page.getByRole('searchbox', { name: 'Search this journey' }).fill('account to buy')
  await page.getByRole('list', { name: 'Found' }).getByRole('button').first().click()
  await expect(on.card('Why do I need an account')).toBeInViewport()
})
