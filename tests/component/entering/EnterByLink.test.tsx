import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { LinkFacts } from '#shared/contract/rest/shares.ts'
import { EnterByLink } from '#src/features/entering/EnterByLink.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const ENTER = '/api/links/secret/enter'
const facts = (patch: Partial<LinkFacts> = {}): LinkFacts => ({
  asksPassword: false,
  suggestedName: 'Guest Otter',
  title: 'Car repair',
  role: 'viewer',
  ...patch,
})

function show(given: LinkFacts) {
  const onEntered = vi.fn()
  const user = userEvent.setup()
  renderWithCache(<EnterByLink token="secret" facts={given} query="" onEntered={onEntered} />)
  return { user, onEntered }
}

test('a guest takes the suggested name or types their own', async () => {
  const server = answeringServer(() => ({ body: { address: '/journeys/car' } }))
  const { user, onEntered } = show(facts())
  const name = screen.getByRole('textbox', { name: 'Your name' })
  expect(name).toHaveValue('Guest Otter')
  expect(name).toHaveFocus()
  await user.keyboard(' Bo ')
  await user.click(screen.getByRole('button', { name: 'Open the journey' }))
  await waitFor(() => expect(onEntered).toHaveBeenCalledWith('/journeys/car'))
  expect(server.bodiesOf('POST', ENTER)).toEqual([{ name: 'Bo' }])
})

test('a password that is wrong is said, and can be typed again', async () => {
  const words = 'This is not the password of this link.'
  let isWrong = true
  const server = answeringServer(() =>
    isWrong
      ? { status: 403, body: { error: { code: 'link-password-wrong', message: words } } }
      : { body: { address: '/journeys/car' } },
  )
  const { user, onEntered } = show(facts({ asksPassword: true, title: null, role: null }))
  const password = screen.getByLabelText('Password of the link')
  expect(password).toHaveFocus()
  await user.type(password, 'a guess')
  await user.click(screen.getByRole('button', { name: 'Open the journey' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(words)
  isWrong = false
  await user.clear(password)
  await user.type(password, 'open sesame{Enter}')
  await waitFor(() => expect(onEntered).toHaveBeenCalled())
  expect(server.bodiesOf('POST', ENTER)).toEqual([
    { name: 'Guest Otter', password: 'a guess' },
    { name: 'Guest Otter', password: 'open sesame' },
  ])
})

test('whoever need not say anything is in at once', async () => {
  const server = answeringServer(() => ({ body: { address: '/journeys/car' } }))
  const { onEntered } = show(facts({ suggestedName: null }))
  await waitFor(() => expect(onEntered).toHaveBeenCalledWith('/journeys/car'))
  expect(server.bodiesOf('POST', ENTER)).toEqual([{}])
})
