import { screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import type { AuditEntry } from '#shared/contract/rest/audit.ts'
import type { Role } from '#shared/contract/roles.ts'
import { Audit } from '#src/features/audit/Audit.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const entry = (number: number, rest: Partial<AuditEntry> = {}): AuditEntry => ({
  number,
  at: Date.UTC(2026, 0, 2, 10),
  actor: { kind: 'person', id: 'ann', name: 'Ann' },
  act: 'share-made',
  result: 'done',
  journey: null,
  target: null,
  details: {},
  address: '10.0.0.1',
  ...rest,
})

function show(role: Role, entries: readonly AuditEntry[], id = 'first') {
  const server = answeringServer(({ query }) => {
    const before = Number(query.get('before') ?? Infinity)
    const act = query.get('act')
    const found = entries.filter((one) => one.number < before && (act === null || one.act === act))
    return {
      body: {
        entries: found.slice(0, 2),
        hasMore: found.length > 2,
        actors: before === Infinity ? [{ id: 'ann', name: 'Ann' }] : [],
        keptDays: 365,
      },
    }
  })
  renderWithCache(<Audit workspace={{ id, name: 'Sales', role }} />)
  return { server, user: userEvent.setup() }
}
const rows = async () => within(await screen.findByRole('list', { name: 'Entries' })).getAllByRole('listitem')

test('tells in words who did what, and what was refused', async () => {
  show('admin', [
    entry(2, {
      act: 'role-changed',
      target: { kind: 'person', id: 'bob', name: 'Bob' },
      details: { from: 'editor', to: 'viewer' },
    }),
    entry(1, { act: 'journey-deleted', result: 'refused', details: { why: 'not-allowed' } }),
  ])
  const [changed, refused] = await rows()
  expect(changed).toHaveTextContent('Ann changed a member’s role')
  expect(changed).toHaveTextContent('Bob · from Editor to Viewer')
  expect(changed).toHaveTextContent('10.0.0.1')
  expect(refused).toHaveTextContent('Ann tried and was refused: deleted a journey')
  expect(refused).toHaveTextContent('You may not do this.')
})

test('reads on, and asks for one act only', async () => {
  const { user, server } = show('admin', [entry(4), entry(3), entry(2, { act: 'journey-made' })])
  expect(await rows()).toHaveLength(2)
  await user.click(screen.getByRole('button', { name: 'Show older ones' }))
  expect(await screen.findByText(/made a journey/)).toBeInTheDocument()
  expect(await rows()).toHaveLength(3)

  await user.click(screen.getByRole('combobox', { name: 'What' }))
  await user.click(screen.getByRole('option', { name: 'Made a journey' }))
  expect(await screen.findByText(/made a journey/)).toBeInTheDocument()
  expect(server.asked.at(-1)?.query.get('act')).toBe('journey-made')
  expect(await rows()).toHaveLength(1)
})

test('asks for whole days', async () => {
  const { user, server } = show('admin', [entry(1)])
  await rows()
  await user.type(screen.getByLabelText('Until'), '2026-01-02')
  await screen.findByRole('list', { name: 'Entries' })
  expect(server.asked.at(-1)?.query.get('until')).toBe(String(new Date(2026, 0, 3).getTime()))
  expect(screen.getByLabelText('Until')).toHaveValue('2026-01-02')
})

test('says that nothing passes, and offers the server’s own log to the owners of the first workspace only', async () => {
  show('owner', [])
  expect(await screen.findByText('Nothing has happened yet')).toBeInTheDocument()
  expect(screen.getByRole('radio', { name: 'Whole server' })).toBeInTheDocument()
})

test('does not offer it elsewhere', async () => {
  show('owner', [entry(1)], 'other')
  await rows()
  expect(screen.queryByRole('radio', { name: 'Whole server' })).toBeNull()
})
