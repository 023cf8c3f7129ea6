import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'
import type { BulkAnswer, BulkChange } from '#shared/contract/rest/library.ts'
import type { Role } from '#shared/contract/roles.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { Library } from '#src/features/library/Library.tsx'
import {
  answeringServer,
  collectionItem,
  journeyItem,
  libraryItem,
  renderWithCache,
} from '#tests/support/ui-server.tsx'

interface Kept {
  readonly journeys: readonly LibraryItem[]
  readonly collections?: readonly CollectionItem[]
  /** Nothing can be done with these. */
  readonly locked?: readonly string[]
}

const TAGS = [
  { id: 'mobile', workspaceId: 'first', name: 'Mobile', color: 0, journeys: 1 },
  { id: 'bank', workspaceId: 'first', name: 'Bank', color: 1, journeys: 0 },
]

/** A library that really changes. */
function libraryServer({ journeys: initial, collections = [], locked = [] }: Kept) {
  let journeys = initial
  const changed: Readonly<
    Record<BulkChange['kind'], (journey: LibraryItem, change: BulkChange) => LibraryItem | null>
  > = {
    archive: (journey) => ({ ...journey, archivedAt: 1 }),
    restore: (journey) => ({ ...journey, archivedAt: null }),
    delete: () => null,
    star: (journey) => ({ ...journey, isStarred: true }),
    unstar: (journey) => ({ ...journey, isStarred: false }),
    move: (journey, change) => ({ ...journey, collectionId: change.kind === 'move' ? change.collectionId : null }),
    tag: (journey, change) => ({ ...journey, tags: change.kind === 'tag' ? [...journey.tags, change.tagId] : [] }),
    untag: (journey) => ({ ...journey, tags: [] }),
  }
  const take = (ids: readonly string[], change: BulkChange): BulkAnswer => {
    const failed = ids.filter((id) => locked.includes(id))
    const done = ids.filter((id) => !locked.includes(id))
    journeys = journeys.flatMap((one) => (done.includes(one.id) ? (changed[change.kind](one, change) ?? []) : one))
    return {
      done,
      failed: failed.map((id) => ({ id, code: 'not-allowed', message: 'Your role does not allow this.' })),
    }
  }
  return answeringServer(({ method, path, query, body }) => {
    const id = path.split('/')[3]
    if (method === 'GET' && path === '/api/journeys') {
      const words = (query.get('text') ?? '').toLowerCase()
      const collection = query.get('collection')
      const found = journeys.filter(
        (journey) =>
          (journey.archivedAt !== null) === (query.get('archived') === 'true') &&
          journey.title.toLowerCase().includes(words) &&
          (collection === null || journey.collectionId === collection) &&
          (query.get('tags') ?? '').split(',').every((tag) => tag === '' || journey.tags.includes(tag)),
      )
      return { body: { journeys: found, next: null } }
    }
    if (path === '/api/workspaces/first/collections') {
      return { body: { collections, loose: journeys.length, total: journeys.length } }
    }
    if (path === '/api/workspaces/first/tags') return { body: { tags: TAGS } }
    if (path === '/api/journeys/bulk') {
      const { ids, change } = body as { readonly ids: readonly string[]; readonly change: BulkChange }
      return { body: take(ids, change) }
    }
    if (method === 'PATCH') {
      const { title = '' } = body as { readonly title?: string }
      journeys = journeys.map((journey) => (journey.id === id ? { ...journey, title } : journey))
      return { body: journeys.find((journey) => journey.id === id) }
    }
    if (method === 'POST' && path.endsWith('/duplicate')) {
      journeys = [...journeys, libraryItem({ id: 'copy', title: 'Car repair (copy)' })]
      return { status: 201, body: journeyItem({ id: 'copy' }) }
    }
    return undefined
  })
}

const show = (role: Role | null = 'owner') => {
  const onNew = vi.fn()
  const onOpen = vi.fn()
  renderWithCache(
    <WorkspaceContext value={role === null ? null : 'first'}>
      <Library role={role} onNew={onNew} onOpen={onOpen} otherWorkspaces={[]} theme="light" />
    </WorkspaceContext>,
  )
  return { onNew, onOpen, user: userEvent.setup() }
}

const choose = async (user: ReturnType<typeof userEvent.setup>, title: string, verb: string) => {
  await user.click(await screen.findByRole('button', { name: `More for ${title}` }))
  await user.click(await screen.findByRole('menuitem', { name: new RegExp(`^${verb}`) }))
}

beforeEach(() => window.history.replaceState(null, '', '/'))

describe('Library', () => {
  test('keeps what is shown in the address, so that back leads to it', async () => {
    const server = libraryServer({
      journeys: [libraryItem({ collectionId: 'board' }), libraryItem({ id: 'b', title: 'Loose', tags: ['mobile'] })],
      collections: [collectionItem({ journeys: 1 })],
    })
    const { user } = show()
    await user.click(await screen.findByRole('link', { name: /^Board/ }))
    await waitFor(() => expect(screen.queryByText('Loose')).toBeNull())
    expect(window.location.search).toBe('?workspace=first&collection=board')
    expect(screen.getByRole('heading', { level: 1, name: 'Board' })).toBeVisible()

    await user.click(screen.getByRole('button', { name: /^Mobile/ }))
    expect(await screen.findByText('No journey has all of these tags')).toBeVisible()
    window.history.back()
    expect(await screen.findByText('Car repair')).toBeVisible()

    await user.click(screen.getByRole('button', { name: /Sorted by/ }))
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Name' }))
    await waitFor(() => expect(server.asked.at(-1)?.query.get('sort')).toBe('name'))
  })

  test('searches in what journeys say, marks the words, and leads to the element', async () => {
    libraryServer({
      journeys: [
        libraryItem({
          hits: [{ elementId: 'calls', kind: 'pain-point', text: 'Waits for car parts', marks: [[10, 13]] }],
          hitCount: 3,
        }),
      ],
    })
    const { user } = show()
    await screen.findByText('Car repair')
    await user.type(screen.getByRole('searchbox', { name: 'Search journeys' }), 'car')
    const hit = await screen.findByRole('link', { name: /Waits for car parts/ })
    expect(hit).toHaveAttribute('href', '/journeys/car#calls')
    expect(within(hit).getByText('car').tagName).toBe('MARK')
    expect(screen.getByText('2 more elements say it.')).toBeVisible()

    await user.type(screen.getByRole('searchbox', { name: 'Search journeys' }), 'pet')
    expect(await screen.findByText('No journey says “carpet”')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Clear the search' }))
    expect(await screen.findByRole('link', { name: 'Car repair' })).toBeVisible()
  })

  test('renames in place with F2; Escape gives up', async () => {
    const server = libraryServer({ journeys: [libraryItem()] })
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
    libraryServer({ journeys: [libraryItem()] })
    const { user } = show()
    await choose(user, 'Car repair', 'Archive')
    expect(await screen.findByText('Archived “Car repair”')).toBeInTheDocument()
    await waitFor(() => expect(screen.queryByRole('link', { name: 'Car repair' })).toBeNull())
    await user.click(await screen.findByRole('button', { name: 'Undo' }))
    expect(await screen.findByRole('link', { name: 'Car repair' })).toBeVisible()
  })

  test('changes several at once, and says with which it could not be done', async () => {
    const server = libraryServer({
      journeys: [
        libraryItem({ id: 'a', title: 'A', collectionId: 'board' }),
        libraryItem({ id: 'b', title: 'B' }),
        libraryItem({ id: 'c', title: 'C' }),
        libraryItem({ id: 'd', title: 'D' }),
      ],
      collections: [collectionItem(), collectionItem({ id: 'plans', name: 'Plans' })],
      locked: ['c'],
    })
    const { user } = show()
    await user.click(await screen.findByRole('checkbox', { name: 'Select A' }))
    await user.keyboard('{Shift>}')
    await user.click(screen.getByRole('checkbox', { name: 'Select C' }))
    await user.keyboard('{/Shift}')
    const bar = screen.getByRole('toolbar', { name: 'Selected journeys' })
    expect(bar).toHaveTextContent('3 selected')
    await user.click(within(bar).getByRole('button', { name: 'Move to a collection' }))
    await user.click(await screen.findByRole('radio', { name: 'Plans' }))
    await user.click(screen.getByRole('button', { name: 'Move' }))
    expect(await screen.findByText('Moved 2 journeys, but not “C”: Your role does not allow this.')).toBeInTheDocument()
    // Each goes back to where it was.
    await user.click(screen.getByRole('button', { name: 'Undo' }))
    await waitFor(() => expect(server.bodiesOf('POST', '/api/journeys/bulk')).toHaveLength(3))
    expect(server.bodiesOf('POST', '/api/journeys/bulk').slice(1)).toEqual([
      { ids: ['a'], change: { kind: 'move', collectionId: 'board' } },
      { ids: ['b'], change: { kind: 'move', collectionId: null } },
    ])
    screen.getByRole('link', { name: 'D' }).focus()
    await user.keyboard('x')
    expect(bar).toHaveTextContent('4 selected')
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('toolbar')).toBeNull()
    await user.keyboard('{Control>}a{/Control}')
    expect(screen.getByRole('toolbar')).toHaveTextContent('4 selected')
  })

  test('deletes only from the archive, and only after a question with counts', async () => {
    const server = libraryServer({
      journeys: [libraryItem({ archivedAt: 1 }), libraryItem({ id: 'b', title: 'Kept' })],
    })
    const { user } = show()
    await user.click(await screen.findByRole('button', { name: 'More for Kept' }))
    expect(screen.queryByRole('menuitem', { name: 'Delete forever' })).toBeNull()
    await user.keyboard('{Escape}')

    await user.click(screen.getByRole('link', { name: 'Archive' }))
    await choose(user, 'Car repair', 'Delete forever')
    const question = await screen.findByRole('alertdialog', { name: 'Delete “Car repair” forever?' })
    expect(question).toHaveTextContent('Its 40 cards, its history and its share links go with it.')
    expect(within(question).getByRole('button', { name: 'Cancel' })).toHaveFocus()
    await user.click(within(question).getByRole('button', { name: 'Delete forever' }))
    expect(await screen.findByText('The archive is empty')).toBeVisible()
    expect(server.bodiesOf('POST', '/api/journeys/bulk')).toEqual([{ ids: ['car'], change: { kind: 'delete' } }])
  })

  test('duplicates and offers to open the copy', async () => {
    libraryServer({ journeys: [libraryItem()] })
    const { user, onOpen } = show()
    await choose(user, 'Car repair', 'Duplicate')
    expect(await screen.findByRole('link', { name: 'Car repair (copy)' })).toBeVisible()
    await user.click(await screen.findByRole('button', { name: 'Open copy' }))
    expect(onOpen).toHaveBeenCalledWith('copy')
  })

  test('teaches when empty, and starts a journey from there', async () => {
    libraryServer({ journeys: [] })
    const { user, onNew } = show()
    expect(await screen.findByText('Lay out your first journey')).toBeVisible()
    await user.click(screen.getAllByRole('button', { name: 'New journey' })[1] as HTMLElement)
    expect(onNew).toHaveBeenCalledExactlyOnceWith(null)
  })

  test.each([
    ['viewer', 'View only'],
    ['commenter', 'Comment only'],
  ] as const)('offers a %s nothing that they may not do', async (role, badge) => {
    const may = { share: false, duplicate: false, archive: false, remove: false }
    libraryServer({ journeys: [libraryItem({ role, may })] })
    const { user } = show(role)
    expect(await screen.findByText(badge)).toBeVisible()
    screen.getByRole('link', { name: 'Car repair' }).focus()
    await user.keyboard('{F2}')
    expect(screen.queryByRole('textbox', { name: /title/i })).toBeNull()
    expect(screen.queryByRole('button', { name: 'New journey' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'New collection' })).toBeNull()
    await user.click(screen.getByRole('button', { name: 'More for Car repair' }))
    const verbs = (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
    expect(verbs).toEqual(['Open', 'Star', 'Download as JSON', 'Who can see this'])
  })

  test('shows a guest what was shared with them, and nothing of the workspace', async () => {
    const may = { share: false, duplicate: false, archive: false, remove: false }
    libraryServer({ journeys: [libraryItem({ role: 'viewer', may })] })
    show(null)
    expect(await screen.findByRole('link', { name: 'Car repair' })).toBeVisible()
    expect(screen.queryByRole('navigation', { name: 'Library' })).toBeNull()
    expect(screen.queryByRole('checkbox')).toBeNull()
  })

  test('says in plain words when the list cannot be read', async () => {
    let broken = true
    answeringServer(({ path }) =>
      broken
        ? 'internal'
        : {
            body: path === '/api/journeys' ? { journeys: [libraryItem()], next: null } : { tags: [], collections: [] },
          },
    )
    const { user } = show()
    expect(await screen.findByRole('alert')).toHaveTextContent('Something went wrong on our side')
    broken = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('Car repair')).toBeVisible()
  })
})
