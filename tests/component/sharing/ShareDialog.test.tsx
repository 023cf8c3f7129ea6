import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { GuestItem, ShareItem } from '#shared/contract/rest/shares.ts'
import { ShareDialog } from '#src/features/sharing/ShareDialog.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const SHARES = '/api/journeys/car/shares'
const share = (patch: Partial<ShareItem> = {}): ShareItem => ({
  id: 's1',
  role: 'viewer',
  name: 'For Mia',
  createdAt: Date.UTC(2026, 10, 20),
  standing: 'open',
  hasPassword: false,
  expiresAt: null,
  maxUses: null,
  uses: 0,
  lastUsedAt: null,
  shows: null,
  url: 'http://waymark.test/s/secret',
  token: 'secret',
  ...patch,
})

const guest = (patch: Partial<GuestItem> = {}): GuestItem => ({
  sessionId: 'g1',
  actorId: 'g1',
  name: 'Bo',
  color: 2,
  hasAccount: false,
  role: 'viewer',
  shareIds: ['s1'],
  shareNames: ['For Mia'],
  since: Date.now(),
  lastSeenAt: Date.now(),
  ...patch,
})

/** Two lanes; one touchpoint has numbers, and so have its step and stage. */
const JOURNEY = {
  format: 'waymark-journey',
  version: 1,
  lanes: [
    { id: 'open', kind: 'touchpoint', order: 'a0', title: 'Touchpoints' },
    { id: 'backstage', kind: 'note', order: 'a1', title: 'Backstage' },
  ],
  stages: [{ id: 'stage', order: 'a0', title: 'Buy' }],
  steps: [{ id: 'step', place: { stageId: 'stage', order: 'a0' }, title: 'Pay' }],
  cards: [
    {
      id: 'card',
      kind: 'touchpoint',
      title: 'Checkout',
      place: { kind: 'cell', stepId: 'step', laneId: 'open', order: 'a0' },
    },
  ],
  bindings: [{ elementId: 'card', datasetId: 'visits', rule: { events: ['paid'] } }],
}

function sharesServer(initial: readonly ShareItem[], guests: readonly GuestItem[] = []) {
  let shares = initial
  let present = guests
  return answeringServer(({ method, path, body }) => {
    if (method === 'GET' && path === SHARES) return { body: { shares } }
    if (method === 'POST' && path === SHARES) {
      const made = share({ id: 's2', name: 'Can edit', ...(body as Partial<ShareItem>) })
      shares = [...shares, made]
      return { status: 201, body: made }
    }
    if (path === '/api/journeys/car') return { body: JOURNEY }
    if (method === 'GET' && path.endsWith('/guests')) return { body: { guests: present } }
    if (method === 'POST' && path.endsWith('/guests/end')) {
      shares = []
      present = []
      return { body: { journeys: 1, links: 2, guests: 1 } }
    }
    if (method === 'DELETE' && path.includes('/guests/')) {
      present = []
      return { status: 204 }
    }
    if (method === 'PATCH') {
      const { password: _password, ...change } = body as Record<string, unknown>
      shares = shares.map((one) => (path.endsWith(one.id) ? { ...one, ...change } : one))
      return { body: shares[0] }
    }
    if (method === 'DELETE') {
      shares = shares.filter(({ id }) => !path.endsWith(id))
      return { status: 204 }
    }
    return undefined
  })
}

const show = () => {
  const user = userEvent.setup()
  renderWithCache(<ShareDialog journeyId="car" title="Car repair" hereIds={new Set(['g1'])} onClose={vi.fn()} />)
  return user
}

describe('ShareDialog', () => {
  test('makes a link for the chosen role with one click, copies it and lists it', async () => {
    const server = sharesServer([])
    const user = show()
    expect(await screen.findByText(/Only members of the workspace come in/)).toBeVisible()
    await user.click(screen.getByRole('radio', { name: 'Edit' }))
    await user.click(screen.getByRole('button', { name: 'Create link' }))

    expect(await screen.findByText('Link created and copied')).toBeInTheDocument()
    expect(server.bodiesOf('POST', SHARES)).toEqual([
      { role: 'editor', password: null, expiresAt: null, maxUses: null, shows: null },
    ])
    expect(await navigator.clipboard.readText()).toBe('http://waymark.test/s/secret')
    const row = await screen.findByRole('list', { name: 'Links' })
    expect(row).toHaveTextContent('Can edit · not opened yet')
  })

  test('copies a plain link that is there already, instead of making another', async () => {
    const server = sharesServer([share()])
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Copy this link' }))
    expect(await navigator.clipboard.readText()).toBe('http://waymark.test/s/secret')
    await user.click(screen.getByRole('radio', { name: 'Comment' }))
    expect(screen.getByRole('button', { name: 'Create link' })).toBeVisible()
    expect(server.bodiesOf('POST', SHARES)).toEqual([])
  })

  test('makes a link with all that it may ask, and says what is missing', async () => {
    const server = sharesServer([])
    const user = show()
    await user.click(await screen.findByRole('button', { name: /Password, expiry/ }))
    await user.type(screen.getByRole('textbox', { name: /Name of the link/ }), ' Team ')
    await user.click(screen.getByRole('checkbox', { name: 'Ask for a password' }))
    await user.click(screen.getByRole('button', { name: 'Create link' }))
    expect(await screen.findByText('6 characters or more.')).toBeVisible()
    await user.type(screen.getByRole('textbox', { name: 'Password' }), 'open sesame')
    await user.click(screen.getByRole('checkbox', { name: /Show only a part/ }))
    await user.click(await screen.findByRole('checkbox', { name: 'Backstage' }))
    await user.click(screen.getByRole('radio', { name: 'Some' }))
    expect(screen.getAllByRole('checkbox').map((box) => box.parentElement?.textContent)).toEqual(
      expect.arrayContaining(['Buy Stage', 'Pay Step', 'Checkout Touchpoint']),
    )
    await user.click(screen.getByRole('checkbox', { name: /Checkout/ }))
    await user.click(screen.getByRole('button', { name: 'Create link' }))
    await waitFor(() =>
      expect(server.bodiesOf('POST', SHARES)).toEqual([
        {
          role: 'viewer',
          name: 'Team',
          password: 'open sesame',
          expiresAt: null,
          maxUses: null,
          shows: { laneIds: ['open'], numberIds: ['stage', 'step'] },
        },
      ]),
    )
  })

  test('offers no part for a link to edit', async () => {
    sharesServer([])
    const user = show()
    await user.click(await screen.findByRole('button', { name: /Password, expiry/ }))
    await user.click(screen.getByRole('radio', { name: 'Edit' }))
    expect(screen.queryByRole('checkbox', { name: /Show only a part/ })).toBeNull()
    expect(screen.getByText(/A link to edit shows everything/)).toBeVisible()
  })

  test('changes a link, whose password stays when none is typed', async () => {
    const server = sharesServer([share({ hasPassword: true, maxUses: 1, uses: 1, standing: 'spent' })])
    const user = show()
    expect(await screen.findByText('Used up')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Change For Mia' }))
    const name = await screen.findByRole('textbox', { name: /Name of the link/ })
    await user.clear(name)
    await user.type(name, 'For all')
    await user.click(screen.getByRole('radio', { name: 'Comment' }))
    await user.click(screen.getByRole('button', { name: 'Save' }))
    expect(await screen.findByText('For all')).toBeVisible()
    expect(server.bodiesOf('PATCH', `${SHARES}/s1`)).toEqual([
      { role: 'commenter', name: 'For all', expiresAt: null, maxUses: 1, shows: null },
    ])
  })

  test('shows a code for the room, with the address under it', async () => {
    sharesServer([share()])
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Show a QR code for For Mia' }))
    expect(await screen.findByRole('img', { name: /QR code/ })).toBeVisible()
    expect(screen.getByText('waymark.test/s/secret')).toBeVisible()
    await user.click(screen.getByRole('button', { name: 'Back' }))
    expect(await screen.findByRole('list', { name: 'Links' })).toBeVisible()
  })

  test('shows who came, removes one, and ends all guest access after saying how many', async () => {
    const server = sharesServer([share(), share({ id: 's2', name: 'Two' })], [guest()])
    const user = show()
    const list = await screen.findByRole('list', { name: 'Guests' })
    expect(list).toHaveTextContent('BoHere nowCan view · by “For Mia” · came just now · last seen just now')
    await user.click(screen.getByRole('button', { name: 'End all guest access' }))
    const question = await screen.findByRole('alertdialog', { name: 'End all guest access?' })
    expect(question).toHaveTextContent('2 links are revoked and 1 guest is put out')
    await user.click(within(question).getByRole('button', { name: 'Cancel' }))
    await user.click(await screen.findByRole('button', { name: 'Remove Bo' }))
    await user.click(await screen.findByRole('button', { name: 'Remove guest' }))
    expect(await screen.findByText('Nobody has opened a link yet.')).toBeVisible()
    expect(server.asked.find(({ method }) => method === 'DELETE')?.path).toBe('/api/journeys/car/guests/g1')
    await user.click(screen.getByRole('button', { name: 'End all guest access' }))
    await user.click(await screen.findByRole('button', { name: 'End guest access' }))
    expect(await screen.findByText(/Only members of the workspace come in\./)).toBeVisible()
  })

  test('copies a link again', async () => {
    sharesServer([share()])
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Copy link' }))
    expect(await screen.findByRole('button', { name: 'Copied' })).toBeVisible()
    expect(await navigator.clipboard.readText()).toBe('http://waymark.test/s/secret')
  })

  test('shows the link to copy by hand where the browser allows nothing', async () => {
    sharesServer([share()])
    const user = show()
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'))
    Object.assign(document, { execCommand: () => false })
    await user.click(await screen.findByRole('button', { name: 'Copy link' }))
    expect(await screen.findByRole('textbox', { name: /by hand/ })).toHaveValue('http://waymark.test/s/secret')
  })

  test('asks before it revokes', async () => {
    const server = sharesServer([share()])
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Revoke For Mia' }))
    const question = await screen.findByRole('alertdialog', { name: 'Revoke “For Mia”?' })
    await user.click(within(question).getByRole('button', { name: 'Cancel' }))
    expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(false)

    await user.click(await screen.findByRole('button', { name: 'Revoke For Mia' }))
    await user.click(await screen.findByRole('button', { name: 'Revoke link' }))
    expect(await screen.findByText(/Only members of the workspace come in/)).toBeVisible()
    expect(server.asked.find(({ method }) => method === 'DELETE')?.path).toBe(`${SHARES}/s1`)
  })
})
