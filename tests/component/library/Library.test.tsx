import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { Library } from '#src/features/library/Library.tsx'
import { answeringServer, journeyItem, renderWithCache } from '#tests/support/ui-server.tsx'

/** A library that really changes. */
function journeysServer(initial: readonly JourneyListItem[]) {
  let journeys = initial
  return answeringServer(({ method, path, query, body }) => {
    const id = path.split('/')[3]
    if (method === 'GET' && path === '/api/journeys') {
      const search = query.get('search') ?? ''
      const archived = query.get('archived') === 'true'
      const found = journeys.filter(
        (journey) =>
          (journey.archivedAt !== null) === archived && journey.title.toLowerCase().includes(search.toLowerCase()),
      )
      return { body: { journeys: found } }
    }
    if (method === 'PATCH') {
      const patch = body as { readonly title?: string; readonly archived?: boolean }
      journeys = journeys.map((journey) =>
        journey.id === id
          ? {
              ...journey,
              title: patch.title ?? journey.title,
              archivedAt: patch.archived === undefined ? journey.archivedAt : patch.archived ? 1 : null,
            }
          : journey,
      )
      return { body: journeys.find((journey) => journey.id === id) }
    }
    if (method === 'DELETE') {
      journeys = journeys.filter((journey) => journey.id !== id)
      return { status: 204 }
    }
    if (method === 'POST' && path.endsWith('/duplicate')) {
      const copy = journeyItem({ id: 'copy', title: 'Car repair (copy)' })
      journeys = [...journeys, copy]
      return { status: 201, body: copy }
    }
    return undefined
  })
}

const show = (standing: 'editor' | 'reader' | 'guest' = 'editor') => {
  const onNew = vi.fn()
  const onOpen = vi.fn()
  renderWithCache(<Library standing={standing} onNew={onNew} onOpen={onOpen} theme="light" />)
  return { onNew, onOpen, user: userEvent.setup() }
}

const titles = () => screen.getAllByRole('heading', { level: 2 }).map((heading) => heading.textContent)
const choose = async (user: ReturnType<typeof userEvent.setup>, title: string, verb: string) => {
  await user.click(await screen.findByRole('button', { name: `More for ${title}` }))
  await user.click(await screen.findByRole('menuitem', { name: new RegExp(`^${verb}`) }))
}

describe('Library', () => {
  test('shows journeys, last edited first, and by name on wish', async () => {
    journeysServer([
      journeyItem({ id: 'a', title: 'Map 10', updatedAt: 1 }),
      journeyItem({ id: 'b', title: 'Map 2', updatedAt: 2 }),
    ])
    const { user } = show()
    await screen.findByText('Map 10')
    expect(titles()).toEqual(['Map 2', 'Map 10'])
    expect(screen.getByRole('link', { name: 'Map 2' })).toHaveAttribute('href', '/journeys/b')

    await user.click(screen.getByRole('button', { name: /Sorted by/ }))
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Name' }))
    expect(titles()).toEqual(['Map 2', 'Map 10'])
  })

  test('searches on the server and says when nothing is called so', async () => {
    const server = journeysServer([journeyItem()])
    const { user } = show()
    await screen.findByText('Car repair')
    await user.type(screen.getByRole('searchbox', { name: 'Search journeys' }), 'plane')
    expect(await screen.findByText('No journey is called “plane”')).toBeVisible()
    expect(server.asked.at(-1)?.query.get('search')).toBe('plane')
    await user.click(screen.getByRole('button', { name: 'Clear the search' }))
    expect(await screen.findByText('Car repair')).toBeVisible()
  })

  test('renames in place with F2; Escape gives up', async () => {
    const server = journeysServer([journeyItem()])
    const { user } = show()
    const link = await screen.findByRole('link', { name: 'Car repair' })
    link.focus()
    await user.keyboard('{F2}')
    await user.keyboard('Lost{Escape}')
    expect(screen.getByRole('link', { name: 'Car repair' })).toBeVisible()

    screen.getByRole('link', { name: 'Car repair' }).focus()
    await user.keyboard('{F2}Sarah’s car{Enter}')
    expect(await screen.findByRole('link', { name: 'Sarah’s car' })).toBeVisible()
    expect(server.bodiesOf('PATCH', '/api/journeys/car')).toEqual([{ title: 'Sarah’s car' }])
  })

  test('archives, and takes it back from the toast', async () => {
    journeysServer([journeyItem()])
    const { user } = show()
    await choose(user, 'Car repair', 'Archive')
    expect(await screen.findByText('Archived “Car repair”')).toBeInTheDocument()
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Car repair' })).toBeNull())
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('link', { name: 'Car repair' })).toBeVisible()
  })

  test('deletes only from the archive, and only after a question', async () => {
    const server = journeysServer([journeyItem({ archivedAt: 1 }), journeyItem({ id: 'b', title: 'Kept' })])
    const { user } = show()
    await user.click(await screen.findByRole('button', { name: 'More for Kept' }))
    expect(screen.queryByRole('menuitem', { name: 'Delete forever' })).toBeNull()
    await user.keyboard('{Escape}')

    await user.click(screen.getByRole('radio', { name: 'Archived' }))
    await choose(user, 'Car repair', 'Delete forever')
    const question = await screen.findByRole('alertdialog', { name: 'Delete “Car repair” forever?' })
    expect(within(question).getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await user.click(within(question).getByRole('button', { name: 'Delete forever' }))
    expect(await screen.findByText('The archive is empty')).toBeVisible()
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(true)
  })

  test('duplicates and offers to open the copy', async () => {
    journeysServer([journeyItem()])
    const { user, onOpen } = show()
    await choose(user, 'Car repair', 'Duplicate')
    expect(await screen.findByRole('link', { name: 'Car repair (copy)' })).toBeVisible()
    await user.click(await screen.findByRole('button', { name: 'Open copy' }))
    expect(onOpen).toHaveBeenCalledWith('copy')
  })

  test('teaches when empty, and starts a journey from there', async () => {
    journeysServer([])
    const { user, onNew } = show()
    expect(await screen.findByText('Lay out your first journey')).toBeVisible()
    await user.click(screen.getAllByRole('button', { name: 'New journey' })[1] as HTMLElement)
    expect(onNew).toHaveBeenCalledOnce()
  })

  test.each([
    ['viewer', 'View only'],
    ['commenter', 'Comment only'],
  ] as const)('offers a %s nothing that they may not do', async (role, badge) => {
    const may = { share: false, duplicate: false, archive: false, remove: false }
    journeysServer([journeyItem({ role, may })])
    const { user } = show('reader')
    expect(await screen.findByText(badge)).toBeVisible()
    await user.click(screen.getByRole('link', { name: 'Car repair' }))
    await user.keyboard('{F2}')
    expect(screen.queryByRole('textbox', { name: /title/i })).toBeNull()
    expect(screen.queryByRole('button', { name: 'New journey' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'More for Car repair' }))
    const verbs = (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
    expect(verbs).toEqual(['Open', 'Download as JSON'])
  })

  test('says in plain words when the list cannot be read', async () => {
    let broken = true
    answeringServer(() => (broken ? 'internal' : { body: { journeys: [journeyItem()] } }))
    const { user } = show()
    expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
    broken = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Car repair')).toBeVisible()
  })
})
