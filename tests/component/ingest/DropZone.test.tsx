import { fireEvent, render, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { DropZone } from '#src/features/ingest/DropZone.tsx'

const file = new File(['a,b\n1,2\n'], 'events.csv', { type: 'text/csv' })
const carried = { dataTransfer: { types: ['Files'], files: [file], dropEffect: 'none' } }

const show = (disabled = false) => {
  const onFile = vi.fn<(file: File) => void>()
  render(
    <DropZone onFile={onFile} disabled={disabled}>
      <p>Page</p>
    </DropZone>,
  )
  return onFile
}

describe('DropZone', () => {
  it('takes a file that is dropped anywhere, and keeps the browser from opening it', () => {
    const onFile = show()
    const wentThrough = fireEvent.drop(document.body, carried)
    expect(onFile).toHaveBeenCalledWith(file)
    expect(wentThrough).toBe(false)
  })

  it('says that it will take the file while one is held over the page', () => {
    show()
    fireEvent.dragEnter(document.body, carried)
    expect(screen.getByText('Drop the file to bring it in')).toBeVisible()
    fireEvent.dragLeave(document.body, carried)
    expect(screen.queryByText('Drop the file to bring it in')).toBeNull()
  })

  it('keeps out of other drags, such as a card or a text', () => {
    const onFile = show()
    const wentThrough = fireEvent.drop(document.body, { dataTransfer: { types: ['text/plain'], files: [] } })
    expect(onFile).not.toHaveBeenCalled()
    expect(wentThrough).toBe(true)
  })

  it('takes nothing while a file is on its way, but still keeps the browser from leaving the page', () => {
    const onFile = show(true)
    const wentThrough = fireEvent.drop(document.body, carried)
    expect(onFile).not.toHaveBeenCalled()
    expect(wentThrough).toBe(false)
  })
})
