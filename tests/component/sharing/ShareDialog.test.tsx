import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { ShareItem } from '#shared/contract/rest/shares.ts'
import { ShareDialog } from '#src/features/sharing/ShareDialog.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const SHARES = '/api/journeys/car/shares'
const share = (patch: Partial<ShareItem> = {}): ShareItem => ({
  id: 's1',
  role: 'viewer',
  name: 'For Mia',
  createdAt: Date.UTC(2026, 10, 20),
  url: 'http://waymark.test/s/secret',
  token: 'secret',
  ...patch,
})

function sharesServer(initial: readonly ShareItem[]) {
  let shares = initial
  return answeringServer(({ method, path, body }) => {
    if (method === 'GET' && path === SHARES) return { body: { shares } }
    if (method === 'POST' && path === SHARES) {
      const made = share({ id: 's2', name: 'Can edit', ...(body as Partial<ShareItem>) })
      shares = [...shares, made]
      return { status: 201, body: made }
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
  renderWithCache(<ShareDialog journeyId="car" title="Car repair" onClose={vi.fn()} />)
  return user
}

describe('ShareDialog', () => {
  test('makes a link for the chosen role, copies it and lists it', async () => {
    const server = sharesServer([])
    const user = show()
    expect(await screen.findByText(/Only members of the workspace come in/)).toBeVisible()
    await user.click(screen.getByRole('radio', { name: 'Can edit' }))
    await user.type(screen.getByRole('textbox', { name: /Name of the link/ }), ' Team ')
    await user.click(screen.getByRole('button', { name: 'Create link' }))

    expect(await screen.findByText('Link created and copied')).toBeInTheDocument()
    expect(server.bodiesOf('POST', SHARES)).toEqual([{ role: 'editor', name: 'Team' }])
    expect(await navigator.clipboard.readText()).toBe('http://waymark.test/s/secret')
    const row = await screen.findByRole('list', { name: 'Links that work now' })
    expect(row).toHaveTextContent('Team')
    expect(row).toHaveTextContent('Can edit · created Nov 20, 2026')
  })

  test('a link without a name gets the one that the server gives', async () => {
    const server = sharesServer([])
    const user = show()
    await user.click(await screen.findByRole('button', { name: 'Create link' }))
    await waitFor(() => expect(server.bodiesOf('POST', SHARES)).toEqual([{ role: 'viewer' }]))
  })

  test('shows a link that lets one comment, and offers none while there are no comments', async () => {
    sharesServer([share({ role: 'commenter' })])
    show()
    expect(await screen.findByRole('listitem')).toHaveTextContent('Can comment · created Nov 20, 2026')
    expect(screen.getAllByRole('radio').map((radio) => radio.textContent)).toEqual(['Can view', 'Can edit'])
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
