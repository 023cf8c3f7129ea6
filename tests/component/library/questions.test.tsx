import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { ReactNode } from 'react'
import { describe, expect, test, vi } from 'vitest'
import type { CollectionItem } from '#shared/contract/rest/collections.ts'
import type { MoveFacts, TagItem, WorkspaceContents } from '#shared/contract/rest/library.ts'
import { WorkspaceContext } from '#src/api/workspace-context.ts'
import { type Asked, LibraryContext, type LibraryShared } from '#src/features/library/library-context.ts'
import { LibraryDialogs } from '#src/features/library/LibraryDialogs.tsx'
import { DeleteWorkspaceDialog } from '#src/features/workspaces/DeleteWorkspaceDialog.tsx'
import { answeringServer, collectionItem, libraryItem, renderWithCache } from '#tests/support/ui-server.tsx'

const COLLECTIONS: readonly CollectionItem[] = [
  collectionItem({ id: 'board', name: 'Board', journeys: 3, hasOwnAccess: true }),
  collectionItem({ id: 'plans', name: 'Plans', parentId: 'board' }),
  collectionItem({ id: 'read', name: 'Only to look at', role: 'viewer' }),
]
const TAGS: readonly TagItem[] = [
  { id: 'mobile', workspaceId: 'first', name: 'Mobile', color: 0, journeys: 4 },
  { id: 'app', workspaceId: 'first', name: 'App', color: 1, journeys: 1 },
]

function ask(asked: Asked) {
  const onClose = vi.fn()
  const shared: LibraryShared = {
    collections: COLLECTIONS,
    tags: TAGS,
    selection: { ids: new Set(), toggle: () => undefined, all: () => undefined, clear: () => undefined },
    hasMarks: true,
    otherWorkspaces: [{ id: 'other', name: 'Other house' }],
    theme: 'light',
    onOpen: () => undefined,
    ask: () => undefined,
  }
  const inside = (children: ReactNode) => (
    <WorkspaceContext value="first">
      <LibraryContext value={shared}>{children}</LibraryContext>
    </WorkspaceContext>
  )
  renderWithCache(inside(<LibraryDialogs asked={asked} onClose={onClose} />))
  return { onClose, user: userEvent.setup() }
}

describe('the library asks', () => {
  test('before a collection is deleted, what moves up where, and whose rights go', async () => {
    const server = answeringServer(({ method }) =>
      method === 'DELETE' ? { body: { journeys: 3, collections: 1 } } : undefined,
    )
    const { onClose, user } = ask({ kind: 'delete-collection', collection: COLLECTIONS[0] as CollectionItem })
    const question = screen.getByRole('alertdialog')
    expect(question).toHaveTextContent('What lies in it moves up to the top: 3 journeys and 1 collection.')
    expect(question).toHaveTextContent('Its rights go with it')
    await user.click(screen.getByRole('button', { name: 'Delete collection' }))
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(server.bodiesOf('DELETE', '/api/collections/board')).toHaveLength(1)
  })

  test('where a collection goes, but not into itself or where one may not write', async () => {
    const server = answeringServer(() => 'collection-too-deep')
    const { user } = ask({ kind: 'move-collection', collection: COLLECTIONS[1] as CollectionItem })
    expect(screen.queryByRole('radio', { name: 'Plans' })).toBeNull()
    expect(screen.getByRole('radio', { name: 'Only to look at' })).toBeDisabled()
    expect(screen.getByRole('button', { name: 'Move collection' })).toBeDisabled()
    await user.click(screen.getByRole('radio', { name: 'At the top' }))
    await user.click(screen.getByRole('button', { name: 'Move collection' }))
    expect(await screen.findByRole('alert')).toHaveTextContent('five levels deep')
    expect(server.bodiesOf('PATCH', '/api/collections/plans')).toEqual([{ parentId: null }])
  })

  test('what moving to another workspace means, before it is done', async () => {
    const facts: MoveFacts = {
      datasets: [{ id: 'visits', name: 'Visits', elements: 12 }],
      elements: 12,
      links: 2,
      tagsLost: ['Mobile'],
      entriesLost: 1,
    }
    const server = answeringServer(({ method }) => ({ body: method === 'GET' ? facts : libraryItem() }))
    const { onClose, user } = ask({ kind: 'move-out', journey: libraryItem() })
    const means = await screen.findByRole('list', { name: 'What that means' })
    expect(means).toHaveTextContent('these numbers go dark until they are bound anew: Visits on 12 elements.')
    expect(means).toHaveTextContent('2 share links go along, and still open it.')
    expect(means).toHaveTextContent('Tags that are not there stay behind: Mobile.')
    await user.click(screen.getByRole('button', { name: 'Move journey' }))
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(server.bodiesOf('POST', '/api/journeys/car/move')).toEqual([{ workspaceId: 'other' }])
  })

  test('for another tag to put in the place of one', async () => {
    const server = answeringServer(() => ({ body: TAGS[1] }))
    const { onClose, user } = ask({ kind: 'edit-tag', tag: TAGS[0] as TagItem })
    await user.click(screen.getByRole('combobox', { name: 'Merge with another tag' }))
    await user.click(await screen.findByRole('option', { name: 'App' }))
    await user.click(screen.getByRole('button', { name: 'Merge tags' }))
    await waitFor(() => expect(onClose).toHaveBeenCalled())
    expect(server.bodiesOf('POST', '/api/tags/mobile/merge')).toEqual([{ into: 'app' }])
  })
})

test('a workspace is deleted only by its name, with what goes counted', async () => {
  const contents: WorkspaceContents = { journeys: 12, archived: 0, collections: 1, datasets: 2, members: 3, links: 0 }
  const server = answeringServer(({ method }) => (method === 'GET' ? { body: contents } : { status: 204 }))
  const onDeleted = vi.fn()
  const user = userEvent.setup()
  renderWithCache(
    <DeleteWorkspaceDialog workspace={{ id: 'old', name: 'Old house' }} onDeleted={onDeleted} onClose={vi.fn()} />,
  )
  // Of the dialog's own: what earlier tests were told may still stand in a list of its own.
  const lines = await within(await screen.findByRole('dialog')).findAllByRole('listitem')
  expect(lines.map((line) => line.textContent)).toEqual([
    '12journeys',
    '1collection',
    '2datasets with their rows',
    '3members who are in it',
  ])
  const button = screen.getByRole('button', { name: 'Delete workspace' })
  await user.type(screen.getByRole('textbox'), 'Old')
  expect(button).toBeDisabled()
  await user.type(screen.getByRole('textbox'), ' house{Enter}')
  await waitFor(() => expect(onDeleted).toHaveBeenCalled())
  expect(server.bodiesOf('DELETE', '/api/workspaces/old')).toEqual([{ name: 'Old house' }])
})
