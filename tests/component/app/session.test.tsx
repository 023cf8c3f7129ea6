import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { ErrorBoundary } from '#src/app/ErrorBoundary.tsx'
import { SessionGate } from '#src/app/SessionGate.tsx'
import { SessionMenu } from '#src/app/SessionMenu.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const ME = {
  id: 'me',
  kind: 'person',
  name: 'Owner',
  color: 2,
  workspaces: [{ id: 'first', name: 'Workspace', role: 'owner' }],
}

describe('SessionGate', () => {
  test('lets through who is signed in', async () => {
    answeringServer(() => ({ body: ME }))
    renderWithCache(<SessionGate>inside</SessionGate>)
    expect(await screen.findByText('inside')).toBeVisible()
  })

  test('tells everyone else how to get in, and nothing of what is inside', async () => {
    answeringServer(({ path }) => (path === '/api/sign-in' ? { body: { mail: false, sso: null } } : 'not-signed-in'))
    renderWithCache(<SessionGate>inside</SessionGate>)
    expect(await screen.findByRole('heading', { name: 'Sign in to Waymark' })).toBeVisible()
    expect(screen.queryByText('inside')).toBeNull()
  })

  test('says when nobody answers, and tries again', async () => {
    let up = false
    vi.stubGlobal('fetch', () =>
      up ? Promise.resolve(Response.json(ME)) : Promise.reject(new TypeError('no network')),
    )
    renderWithCache(<SessionGate>inside</SessionGate>)
    expect(await screen.findByText(/The server does not answer/)).toBeVisible()
    up = true
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    expect(await screen.findByText('inside')).toBeVisible()
  })
})

describe('SessionMenu', () => {
  afterEach(() => localStorage.clear())

  const openMenu = async () => {
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: /^You: / }))
    return user
  }

  test('changes a guest’s name, and gives the focus back', async () => {
    const guest = { ...ME, kind: 'guest', workspaces: [] }
    const server = answeringServer(({ method, body }) => ({
      body: method === 'PATCH' ? { ...guest, ...(body as { readonly name: string }) } : guest,
    }))
    renderWithCache(<SessionMenu />)
    const user = await openMenu()
    await user.click(await screen.findByRole('menuitem', { name: 'Change your name' }))
    const field = await screen.findByRole('textbox', { name: 'Name' })
    expect(field).toHaveFocus()
    await user.clear(field)
    expect(screen.getByRole('button', { name: 'Save name' })).toBeDisabled()
    await user.type(field, ' Ada {Enter}')

    const button = await screen.findByRole('button', { name: 'You: Ada' })
    await waitFor(() => expect(button).toHaveFocus())
    expect(server.bodiesOf('PATCH', '/api/session')).toEqual([{ name: 'Ada' }])
  })

  test('changes the theme at once and remembers it', async () => {
    answeringServer(() => ({ body: ME }))
    renderWithCache(<SessionMenu />)
    const user = await openMenu()
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Dark' }))
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark')
    expect(localStorage.getItem('waymark-theme')).toBe('dark')

    await openMenu()
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Same as the system' }))
    expect(document.documentElement).toHaveAttribute('data-theme', 'light')
    expect(localStorage.getItem('waymark-theme')).toBeNull()
  })

  test('signs out only after a question, and then shows how to come back', async () => {
    let signedIn = true
    answeringServer(({ method, path }) => {
      if (method === 'DELETE') {
        signedIn = false
        return { status: 204 }
      }
      if (path === '/api/sign-in') return { body: { mail: false, sso: null } }
      return signedIn ? { body: ME } : 'not-signed-in'
    })
    renderWithCache(
      <SessionGate>
        <SessionMenu />
      </SessionGate>,
    )
    const user = await openMenu()
    await user.click(await screen.findByRole('menuitem', { name: 'Sign out' }))
    expect(signedIn).toBe(true)
    await user.click(await screen.findByRole('button', { name: 'Sign out' }))
    expect(await screen.findByRole('heading', { name: 'Sign in to Waymark' })).toBeVisible()
  })
})

test('a page that breaks says so in plain words', () => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  const Broken = () => {
    throw new Error('lane 7 is missing')
  }
  renderWithCache(
    <ErrorBoundary>
      <Broken />
    </ErrorBoundary>,
  )
  expect(screen.getByRole('heading', { name: 'This page stopped working' })).toBeVisible()
  expect(screen.getByText(/lane 7 is missing/)).toBeInTheDocument()
})
