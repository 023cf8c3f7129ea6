import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, test, vi } from 'vitest'
import type { TemplateItem } from '#shared/contract/rest/journeys.ts'
import { NewJourneyDialog } from '#src/features/templates/NewJourneyDialog.tsx'
import { answeringServer, renderWithCache } from '#tests/support/ui-server.tsx'

const TEMPLATES: readonly TemplateItem[] = [
  { key: 'blank', title: 'Blank journey', description: 'Six stages.', hasData: false },
  { key: 'card-fraud', title: 'Card fraud', description: 'With events.', hasData: true },
]

const show = (create: Parameters<typeof answeringServer>[0] = () => ({ status: 201, body: { id: 'new' } })) => {
  const server = answeringServer((asked) =>
    asked.path === '/api/templates' ? { body: { templates: TEMPLATES } } : create(asked),
  )
  const onCreated = vi.fn()
  const onFromData = vi.fn()
  const onClose = vi.fn()
  renderWithCache(<NewJourneyDialog onClose={onClose} onCreated={onCreated} onFromData={onFromData} />)
  return { server, onCreated, onFromData, onClose, user: userEvent.setup() }
}

const file = (text: string, name = 'map.json') => new File([text], name, { type: 'application/json' })

describe('NewJourneyDialog', () => {
  test('makes a blank journey without more ado', async () => {
    const { server, onCreated, user } = show()
    await screen.findByRole('radio', { name: 'Blank journey', checked: true })
    await user.click(screen.getByRole('button', { name: 'Create journey' }))
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith('new'))
    expect(server.bodiesOf('POST', '/api/journeys')).toEqual([{ template: 'blank', title: 'Untitled journey' }])
  })

  test('makes one from a template, with its title or one’s own', async () => {
    const { server, onCreated, user } = show()
    await user.click(await screen.findByRole('radio', { name: 'Card fraud' }))
    const title = screen.getByRole('textbox', { name: 'Title' })
    expect(title).toHaveAttribute('placeholder', 'Card fraud')
    await user.type(title, 'Ours{Enter}')
    await waitFor(() => expect(onCreated).toHaveBeenCalledOnce())
    expect(server.bodiesOf('POST', '/api/journeys')).toEqual([{ template: 'card-fraud', title: 'Ours' }])
  })

  test('imports a journey file', async () => {
    const { server, onCreated, user } = show()
    await user.upload(screen.getByLabelText('Journey file'), file('{"format":"waymark-journey"}'))
    await waitFor(() => expect(onCreated).toHaveBeenCalledWith('new'))
    expect(server.bodiesOf('POST', '/api/journeys')).toEqual([{ document: { format: 'waymark-journey' } }])
  })

  test('says which file is not a journey, and stays open', async () => {
    const { server, onCreated, user } = show(() => 'not-a-journey')
    await user.upload(screen.getByLabelText('Journey file'), file('{"cut'))
    expect(await screen.findByRole('alert')).toHaveTextContent('“map.json” is not a JSON file')
    expect(server.bodiesOf('POST', '/api/journeys')).toEqual([])

    await user.upload(screen.getByLabelText('Journey file'), file('{}'))
    expect(await screen.findByText(/This file is not a journey/)).toBeVisible()
    expect(onCreated).not.toHaveBeenCalled()
  })

  test('hands a data file over', async () => {
    const { onFromData, user } = show()
    await user.click(screen.getByRole('button', { name: /From a data file/ }))
    expect(onFromData).toHaveBeenCalledOnce()
  })
})
