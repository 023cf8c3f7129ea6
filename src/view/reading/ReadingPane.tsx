import { startTransition, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { StageId } from '#shared/model/records/stage.ts'
import { lightUp, prefersStill } from '../light-up.ts'
import { useSnapshot, useView } from '../view-context.ts'
import { OverviewPage } from './OverviewPage.tsx'
import { pageOfElement, type ReadPage, readPages } from './reading-model.ts'
import { StagePage } from './StagePage.tsx'

/** The journey as pages side by side: swipe, the keys ← and →, or the names above lead from one to the next. */
export function ReadingPane() {
  const view = useView()
  const snapshot = useSnapshot()
  const pages = readPages(snapshot)
  const pager = useRef<HTMLDivElement>(null)
  const [page, setPage] = useState<ReadPage>('overview')
  const index = Math.max(0, pages.indexOf(page))
  const { target } = useStore(view.wish)
  // The page that is seen first, and only then those beside it, in slices: a slow phone answers meanwhile.
  const [reach, setReach] = useState(0)
  useEffect(() => startTransition(() => setReach(1)), [])

  const goTo = useCallback(
    (next: ReadPage, isSmooth = true): void => {
      const at = readPages(view.snapshot.getState()).indexOf(next)
      const element = pager.current
      if (at < 0 || !element) return
      setPage(next)
      element.scrollTo({ left: at * element.clientWidth, behavior: isSmooth && !prefersStill() ? 'smooth' : 'instant' })
    },
    [view, setPage],
  )
  const goBy = (by: 1 | -1): void => {
    const next = pages[index + by]
    if (next !== undefined) goTo(next)
  }

  // A wish of before this pane was shown counts as well: it came with the address.
  useEffect(() => {
    if (target === null) return
    const wanted = pageOfElement(view.snapshot.getState(), target.elementId)
    if (wanted === undefined) return
    goTo(wanted, false)
    requestAnimationFrame(() => lightUp(pager.current, target.elementId))
  }, [target, goTo, view])

  // Whoever turns the phone, or sees a stage come before this one, stays where they read.
  useLayoutEffect(() => {
    const element = pager.current
    if (!element) return undefined
    const at = Math.min(index, pages.length - 1)
    const hold = (): void => element.scrollTo({ left: at * element.clientWidth, behavior: 'instant' })
    const observer = new ResizeObserver(hold)
    observer.observe(element)
    return () => observer.disconnect()
  }, [index, pages.length])

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageNames pages={pages} page={page} onPage={goTo} />
      <div
        ref={pager}
        data-testid="reading"
        className="reading-pager flex min-h-0 flex-1 snap-x snap-mandatory overflow-x-auto overflow-y-hidden"
        onScrollEnd={(event) => {
          const { scrollLeft, clientWidth } = event.currentTarget
          const at = pages[Math.round(scrollLeft / Math.max(1, clientWidth))]
          if (at !== undefined) setPage(at)
        }}
      >
        {pages.map((one, at) => (
          <section
            key={one}
            aria-label={nameOfPage(snapshot.stages.get(one as StageId)?.title, one)}
            tabIndex={at === index ? 0 : -1}
            inert={at !== index}
            onKeyDown={(event) => {
              if (event.target !== event.currentTarget) return
              if (event.key === 'ArrowRight') goBy(1)
              else if (event.key === 'ArrowLeft') goBy(-1)
              else return
              event.preventDefault()
            }}
            className="h-full w-full shrink-0 snap-start snap-always overflow-x-hidden overflow-y-auto -outline-offset-2"
          >
            {Math.abs(at - index) <= reach &&
              (one === 'overview' ? (
                <OverviewPage onPage={goTo} />
              ) : (
                <StageOf id={one} place={`${String(at)} of ${String(pages.length - 1)}`} />
              ))}
          </section>
        ))}
      </div>
    </div>
  )
}

function StageOf({ id, place }: { readonly id: StageId; readonly place: string }) {
  const stage = useSnapshot().stages.get(id)
  return stage && <StagePage stage={stage} place={place} />
}

interface PageNamesProps {
  readonly pages: readonly ReadPage[]
  readonly page: ReadPage
  readonly onPage: (page: ReadPage) => void
}

function PageNames({ pages, page, onPage }: PageNamesProps) {
  const { stages } = useSnapshot()
  return (
    <nav
      aria-label="Stages"
      className="shrink-0 overflow-x-auto border-b border-line bg-surface [scrollbar-width:none]"
    >
      <ul className="mx-auto flex w-max min-w-full max-w-none gap-1 px-2 md:justify-center">
        {pages.map((one) => (
          <li key={one}>
            <button
              ref={one === page ? bringIntoSight : undefined}
              type="button"
              aria-current={one === page ? 'step' : undefined}
              onClick={() => onPage(one)}
              className="h-11 max-w-56 truncate border-b-2 border-transparent px-3 text-sm font-medium text-ink-muted hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
              dir="auto"
            >
              {nameOfPage(stages.get(one as StageId)?.title, one)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const bringIntoSight = (name: HTMLElement | null): void => name?.scrollIntoView({ inline: 'center', block: 'nearest' })

const nameOfPage = (title: string | undefined, page: ReadPage): string =>
  page === 'overview' ? 'Overview' : title || 'Untitled stage'
