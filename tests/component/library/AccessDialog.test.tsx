import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { AccessBody, AccessPut } from '#shared/contract/rest/collections.ts'
import { AccessDialog } from '#src/features/library/AccessDialog.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const BODY: AccessBody = {
  mayChange: true,
  entries: [{ personId: 'bob', role: 'editor' }],
  people: [
    person('olga', 'Olga', 'owner', 'owner', { kind: 'manages' }),
    person('ann', 'Ann', 'editor', null, { kind: 'collection', name: 'Board', isOwn: false }),
    person('bob', 'Bob', 'viewer', 'editor', { kind: 'here', isOwn: true }),
  ],
  links: 1,
}

function person(
  personId: string,
  name: string,
  workspaceRole: AccessBody['people'][number]['workspaceRole'],
  role: AccessBody['people'][number]['role'],
  source: AccessBody['people'][number]['source'],
): AccessBody['people'][number] {
  const inherited = { role: null, source: { kind: 'collection', name: 'Board', isOwn: false } } as const
  return { personId, name, color: 0, workspaceRole, role, source, inherited }
}

test('says in plain words who may what, and where that comes from', async () => {
  answeringServer(() => ({ body: BODY }))
  renderWithCache(<AccessDialog thing="journeys" id="car" name="Car repair" onClose={() => undefined} />)
  expect(await screen.findByText('2 of 3 members of the workspace can see it.')).toBeVisible()
  const lines = screen.getAllByRole('listitem').map((item) => item.textContent)
  expect(lines[1]).toContain('Olgamanages the workspaceOwner')
  expect(lines[2]).toContain('from “Board”, for everyone')
  expect(lines[3]).toContain('set for this journey')
  expect(screen.getByText(/1 share link stands/)).toBeVisible()
  // Nobody takes from those who manage.
  expect(screen.queryByRole('combobox', { name: 'Role of Olga' })).toBeNull()
  expect(screen.getByRole('combobox', { name: 'Role of Ann' })).toHaveTextContent('No access, inherited')
})

test('widens and narrows at once, everybody else as before', async () => {
  const user = userEvent.setup()
  let kept = BODY
  const server = answeringServer(({ method, body }) => {
    if (method === 'PUT') kept = { ...BODY, entries: (body as AccessPut).entries }
    return { body: kept }
  })
  renderWithCache(<AccessDialog thing="collections" id="board" name="Board" onClose={() => undefined} />)
  await user.click(await screen.findByRole('combobox', { name: 'Role of Ann' }))
  await user.click(await screen.findByRole('option', { name: 'Commenter' }))
  await user.click(screen.getByRole('combobox', { name: 'Role of Bob' }))
  await user.click(await screen.findByRole('option', { name: 'No access, inherited' }))
  await waitFor(() =>
    expect(server.bodiesOf('PUT', '/api/collections/board/access')).toEqual([
      {
        entries: [
          { personId: 'bob', role: 'editor' },
          { personId: 'ann', role: 'commenter' },
        ],
      },
      { entries: [{ personId: 'ann', role: 'commenter' }] },
    ]),
  )
})

test('only tells whoever may not change it', async () => {
  answeringServer(() => ({ body: { ...BODY, mayChange: false } }))
  renderWithCache(<AccessDialog thing="journeys" id="car" name="Car repair" onClose={() => undefined} />)
  expect(await screen.findByText('Ann')).toBeVisible()
  expect(screen.queryByRole('combobox')).toBeNull()
})
