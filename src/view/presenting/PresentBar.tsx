import {
  ChevronLeft,
  ChevronRight,
  Expand,
  Link2,
  NotebookText,
  PictureInPicture2,
  Pointer,
  Shrink,
  X,
} from 'lucide-react'
import { useState } from 'react'
import type { Slide } from '#shared/model/selectors/slides-in-order.ts'
import { Button } from '#src/ui/Button.tsx'
import { copyText } from '#src/ui/copy-text.ts'
import { BarButton } from '../BarButton.tsx'
import type { Leader } from '../following/leaders.ts'
import { useView } from '../view-context.ts'
import type { PresentKey } from './present-keys.ts'
import type { FullScreen } from './use-full-screen.ts'

interface PresentBarProps {
  readonly slides: readonly Slide[]
  readonly index: number
  readonly leader: Leader | null
  readonly hasLaser: boolean
  readonly notesIn: 'nowhere' | 'panel' | 'window'
  readonly fullScreen: FullScreen
  readonly onKey: (key: PresentKey) => void
  readonly onNotesIn: (where: 'nowhere' | 'panel' | 'window') => void
}

/** Below the slide: where one is, and what one can do. */
export function PresentBar(props: PresentBarProps) {
  const { slides, index, leader, hasLaser, notesIn, fullScreen, onKey, onNotesIn } = props
  return (
    <footer className="flex min-h-14 shrink-0 items-center gap-1 border-t border-line bg-surface px-2 pb-[env(safe-area-inset-bottom)]">
      {leader === null ? (
        <>
          <BarButton
            icon={ChevronLeft}
            label="Previous slide (←)"
            disabled={index === 0}
            onClick={() => onKey('previous')}
          />
          <BarButton
            icon={ChevronRight}
            label="Next slide (→)"
            disabled={index === slides.length - 1}
            onClick={() => onKey('next')}
          />
        </>
      ) : (
        <p className="min-w-0 shrink truncate px-2 text-sm text-ink">
          Following <b className="font-semibold">{leader.name}</b>
        </p>
      )}
      <p className="tabular shrink-0 px-2 text-sm text-ink-muted">
        {index + 1} / {slides.length}
      </p>
      <div className="flex-1" />
      {leader === null && (
        <>
          <CopyAudienceLink />
          <BarButton icon={Pointer} label="Laser pointer (L)" pressed={hasLaser} onClick={() => onKey('laser')} />
          <BarButton
            icon={NotebookText}
            label="Speaker’s notes (N)"
            pressed={notesIn === 'panel'}
            onClick={() => onNotesIn(notesIn === 'panel' ? 'nowhere' : 'panel')}
          />
          <BarButton
            icon={PictureInPicture2}
            label="Notes in a window of their own"
            pressed={notesIn === 'window'}
            className="max-md:hidden"
            onClick={() => onNotesIn(notesIn === 'window' ? 'nowhere' : 'window')}
          />
        </>
      )}
      {fullScreen.isPossible && (
        <BarButton
          icon={fullScreen.isOn ? Shrink : Expand}
          label={fullScreen.isOn ? 'Leave full screen (F)' : 'Full screen (F)'}
          className="max-sm:hidden"
          onClick={fullScreen.toggle}
        />
      )}
      <Button icon={X} className="ml-1" onClick={() => onKey('end')}>
        <span className="max-[22rem]:sr-only">{leader === null ? 'End' : 'Leave'}</span>
      </Button>
    </footer>
  )
}

/** Who opens it follows at once; who may not see the journey is not let in by it. */
function CopyAudienceLink() {
  const { place } = useView().address
  const [isCopied, setCopied] = useState(false)
  if (place.kind === 'embed') return null
  const copy = async (): Promise<void> => {
    const link = `${window.location.origin}/view/${encodeURIComponent(place.journeyId)}?follow`
    setCopied(await copyText(link))
    setTimeout(() => setCopied(false), 2_000)
  }
  return (
    <>
      <span role="status" className="text-xs text-ink-muted">
        {isCopied && 'Link copied'}
      </span>
      <BarButton
        icon={Link2}
        label="Copy the link for the audience"
        className="max-[26rem]:hidden"
        onClick={() => void copy()}
      />
    </>
  )
}
