import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import type { NoticeItem, NoticeSettingsBody } from '#shared/contract/rest/notices.ts'
import { NoticeBell } from '#src/features/notices/NoticeBell.tsx'
import { NoticeSettings } from '#src/features/notices/NoticeSettings.tsx'
import { noticeAddress } from '#src/features/notices/notice-address.ts'
import { UnsubscribeForm } from '#src/features/notices/UnsubscribeForm.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const notice = (patch: Partial<NoticeItem> = {}): NoticeItem => ({
  id: 'n1',
  kind: 'mentioned',
  journeyId: 'car',
  journeyTitle: 'Car repair',
  threadId: 't1',
  elementId: null,
  actorName: 'Ann',
  actorColor: 1,
  text: '@Bob why?',
  createdAt: Date.now(),
  isRead: false,
  ...patch,
})

function noticesServer(initial: readonly NoticeItem[]) {
  let notices = initial
  return answeringServer(({ method, path, body }) => {
    if (method === 'PATCH') {
      const { isRead } = body as { isRead: boolean }
      notices = notices.map((one) => (path.endsWith(one.id) ? { ...one, isRead } : one))
      return { status: 204 }
    }
    if (path.endsWith('/read')) {
      notices = notices.map((one) => ({ ...one, isRead: true }))
      return { status: 204 }
    }
    return { body: { notices } }
  })
}

test('the bell counts what is unread, and what is opened from it is read', async () => {
  noticesServer([notice(), notice({ id: 'n2', kind: 'replied', text: 'Because' })])
  const onOpen = vi.fn()
  renderWithCache(<NoticeBell onOpen={onOpen} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Notifications, 2 unread' }))
  await user.click(await screen.findByRole('button', { name: /Ann mentioned you in Car repair/ }))
  expect(noticeAddress((onOpen.mock.calls[0] as [NoticeItem])[0])).toBe('/journeys/car?thread=t1')
  expect(await screen.findByRole('button', { name: 'Notifications, 1 unread' })).toBeVisible()
})

test('all can be marked as read, and one as unread again', async () => {
  noticesServer([notice(), notice({ id: 'n2' })])
  renderWithCache(<NoticeBell onOpen={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /2 unread/ }))
  await user.click(await screen.findByRole('button', { name: 'Mark all as read' }))
  const [again] = await screen.findAllByRole('button', { name: 'Mark as unread' })
  if (again) await user.click(again)
  await waitFor(() => expect(screen.getAllByRole('button', { name: 'Mark as read' })).toHaveLength(1))
})

test('says plainly that there is nothing', async () => {
  noticesServer([])
  renderWithCache(<NoticeBell onOpen={() => {}} />)
  await userEvent.setup().click(await screen.findByRole('button', { name: 'Notifications' }))
  expect(await screen.findByText('Nothing yet')).toBeVisible()
})

test('the settings offer letters only where letters can be sent', async () => {
  let settings: NoticeSettingsBody = {
    ways: { mentioned: 'mail', replied: 'digest', resolved: 'app', assigned: 'app', 'review-due': 'digest' },
    mail: 'no-server',
  }
  const server = answeringServer(({ method, body }) => {
    if (method === 'PATCH') settings = { ...settings, ways: { ...settings.ways, ...(body as NoticeSettingsBody).ways } }
    return { body: settings }
  })
  renderWithCache(<NoticeSettings />)
  const user = userEvent.setup()
  const mentioned = await screen.findByRole('combobox', { name: 'Somebody mentions me' })
  expect(mentioned).toHaveTextContent('In the app')
  expect(screen.getByText(/sends no mail/)).toBeVisible()
  await user.click(mentioned)
  expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['In the app', 'Not at all'])
  await user.click(screen.getByRole('option', { name: 'Not at all' }))
  expect(server.bodiesOf('PATCH', '/api/account/notices')).toEqual([{ ways: { mentioned: 'off' } }])
  await waitFor(() => expect(mentioned).toHaveTextContent('Not at all'))
})

test('letters end only when the button is pressed', async () => {
  let isOn = true
  const server = answeringServer(({ method }) => {
    if (method === 'GET') return { body: { email: 'ann@example.org', isOn } }
    isOn = false
    return { status: 204 }
  })
  renderWithCache(<UnsubscribeForm token="abc" />)
  const button = await screen.findByRole('button', { name: 'Stop these letters' })
  expect(server.bodiesOf('POST', '/api/unsubscribe/abc')).toHaveLength(0)
  await userEvent.setup().click(button)
  expect(await screen.findByRole('status')).toHaveTextContent('ann@example.org about news no more')
})
