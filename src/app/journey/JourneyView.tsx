import type { CardId } from '#shared/model/records/card.ts'
import {
  createElement,
  Fragment,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useSearchParams } from 'wouter'
import { useStore } from 'zustand'
import type { StoreApi } from 'zustand/vanilla'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import type { Point } from '#shared/layout/rect.ts'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import { uncover } from '#src/editor/lens.ts'
import { EditorContext } from '#src/editor/editor-context.ts'
import { type RowMark, RowMarksContext } from '#src/editor/row-marks.ts'
import { CommentsContext } from '#src/features/comments/comments-context.ts'
import type { AskedNumber } from '#src/features/metrics/asked-number.ts'
import { TrendsContext } from '#src/features/metrics/trend/trends-context.ts'
import { followLens, lensOfAddress } from '#src/features/views/lens-address.ts'
import { FilterBar } from '#src/features/views/FilterBar.tsx'
import { ActionsContext, createActionRegistry } from '#src/ui/actions.ts'
import { useIsPhone } from '#src/ui/use-media-query.ts'
import { late, useSoon } from '#src/ui/late.ts'
import { whenQuiet } from '#src/ui/usable.ts'
import { type ActionDialog, ActionDialogs } from './ActionDialogs.tsx'
import { DocumentNotice } from './DocumentNotice.tsx'
import { elementTitle } from '#shared/model/selectors/element-title.ts'
import type { FilterPopover } from './FilterButtons.tsx'
import { catchLostFocus } from './go-to-area.ts'
import { JOURNEY_KEYS } from './journey-keys.ts'
import { useKeys } from './use-keys.ts'
import { JourneyFootBar } from './JourneyFootBar.tsx'
import { JourneyMain } from './JourneyMain.tsx'
import { JourneyPhoneBar } from './JourneyPhoneBar.tsx'
import { JourneyTopBar } from './JourneyTopBar.tsx'
import type { PanelName } from './panels.ts'
import { type RevealRequest, useCanvasPorts } from './use-canvas-ports.ts'
import type { OpenComments } from '#src/features/comments/use-comments.ts'
import { useCommentsHome } from './use-comments-home.ts'
import { useJourneyVerbs } from './use-journey-verbs.ts'
import { useAskedReadings } from './use-asked-readings.ts'
import type { OpenJourney } from './use-open-journey.ts'
import { useLinkedElement } from './use-linked-element.ts'
import { selectionActions, viewActions } from './view-actions.ts'

// The canvas comes first; what stands beside it follows.
const SidePanel = late(async () => {
  await whenQuiet()
  return (await import('./SidePanel.tsx')).SidePanel
})
const loadJourneyActions = async () => (await import('./journey-actions.ts')).journeyActions
const loadLiveRegion = async () => (await import('#src/features/announcing/LiveRegion.tsx')).LiveRegion
const loadCommentAnnouncer = async () => (await import('#src/features/comments/CommentAnnouncer.tsx')).CommentAnnouncer
const loadCommentMark = async () => (await import('#src/features/comments/CommentMark.tsx')).CommentMark
const loadFeelingMark = async () => (await import('#src/features/metrics/feelings/FeelingMark.tsx')).FeelingMark
const ExplanationPopover = late(
  async () => (await import('#src/features/metrics/ExplanationPopover.tsx')).ExplanationPopover,
)
const PersonaNumbers = late(
  async () => (await import('#src/features/metrics/segments/PersonaNumbers.tsx')).PersonaNumbers,
)
const RangeStrip = late(async () => (await import('#src/features/metrics/range/RangeStrip.tsx')).RangeStrip)
const loadMeasuredStrip = async () => (await import('#src/features/metrics/feelings/MeasuredStrip.tsx')).MeasuredStrip
const TintStrip = late(async () => (await import('#src/features/metrics/tint/TintStrip.tsx')).TintStrip)
const SharingDialog = late(async () => (await import('./SharingDialog.tsx')).SharingDialog)
const ImportDialog = late(async () => (await import('#src/features/ingest/ImportDialog.tsx')).ImportDialog)

interface JourneyViewProps {
  readonly summary: JourneyListItem
  readonly open: OpenJourney
  readonly comments: OpenComments | null
  /** The latest wish to see an element. */
  readonly revealRequest: StoreApi<RevealRequest | null>
}

/** The open journey on the screen: bar, canvas, side panel, and the dialogs that belong to it. */
export function JourneyView({ summary, open, comments, revealRequest }: JourneyViewProps) {
  const { editor, collaboration } = open
  const isPhone = useIsPhone()
  const announcing = useSoon(loadLiveRegion, false)
  const commentAnnouncer = useSoon(loadCommentAnnouncer, false)
  const commentMark = useSoon(loadCommentMark, false)
  const measuredStrip = useSoon(loadMeasuredStrip, false)
  const [query] = useSearchParams()
  const [datasetId, setDatasetId] = useState(query.get('data'))
  // Who is no member is told nothing of what was done.
  const isMember = summary.reviewAt !== undefined
  const [panel, setPanel] = useState<PanelName | null>(
    datasetId !== null
      ? 'data'
      : query.get('panel') === 'past' && isMember
        ? 'past'
        : isPhone || !editor.canEdit
          ? null
          : 'details',
  )
  const panelBefore = useRef(panel)
  useEffect(() => {
    if (panelBefore.current !== null && panelBefore.current !== panel) catchLostFocus()
    // Nobody looks at a thread any more; what was begun is kept.
    if (panelBefore.current === 'comments' && panel !== 'comments')
      comments?.view.setState({ openThreadId: null, composing: null })
    panelBefore.current = panel
  }, [panel, comments])
  const [overlay, setOverlay] = useState(true)
  const [dialog, setDialog] = useState<'share' | 'import' | ActionDialog | null>(null)
  const [openPopover, setOpenPopover] = useState<FilterPopover | null>(null)
  const [asked, setAsked] = useState<AskedNumber | null>(null)
  const showElement = useCallback(
    (elementId: string): void => {
      // On a phone the sheet would cover what was found.
      if (isPhone) setPanel(null)
      const snapshot = editor.getSnapshot()
      uncover(editor.lens, snapshot, elementId)
      const { mode: shown } = editor.lens.getState()
      if (shown === 'canvas') {
        revealRequest.setState({ elementId }, true)
        return
      }
      // The table has no row but for cards; the outline has one for everything.
      if (shown === 'table' && elementKindOf(snapshot, elementId) !== 'card') editor.lens.setState({ mode: 'outline' })
      editor.select([elementId])
    },
    [editor, isPhone, revealRequest],
  )
  const showSpot = useCallback(
    ({ x, y }: Point): void => {
      if (isPhone) setPanel(null)
      editor.lens.setState({ mode: 'canvas' })
      revealRequest.setState({ spot: { x, y } }, true)
    },
    [editor, isPhone, revealRequest],
  )
  const showComments = useCallback(() => setPanel('comments'), [])
  const talk = useCommentsHome({
    summary,
    open,
    openComments: comments,
    isPhone,
    showPanel: showComments,
    showElement,
    showSpot,
  })
  const { readings, numbers } = useAskedReadings(summary.id, editor, collaboration.readings)
  const ports = useCanvasPorts(summary, collaboration, readings, setAsked, revealRequest, talk?.port)
  const toggleSearch = useCallback(() => setPanel((now) => (now === 'search' ? null : 'search')), [])
  const [registry] = useState(createActionRegistry)
  useKeys(registry)
  useLayoutEffect(() => registry.add(viewActions(editor)), [registry, editor])
  // Before anything is drawn: who comes for the outline need not wait for the canvas. On a phone the outline is the first choice.
  useState(() => editor.lens.setState(lensOfAddress(query, editor.getSnapshot(), isPhone ? 'outline' : 'canvas')))
  useEffect(() => followLens(editor.lens), [editor])
  const mode = useStore(editor.lens, (lens) => lens.mode)
  const range = useStore(editor.lens, (lens) => lens.range)
  const tint = useStore(editor.lens, (lens) => lens.tint)
  const [isRangeOpen, setRangeOpen] = useState(false)
  const areNumbersShown = overlay || mode === 'numbers'
  const personaId = numbers.state === 'everybody' ? null : (numbers.of.persona?.personaId ?? null)
  // What everybody's numbers are held against stands with their time, that of a persona's with whose they are.
  const isAskedHere = range !== null || (numbers.state !== 'everybody' && personaId === null)
  const isRangeShown = isRangeOpen || isAskedHere
  const trendsAsked = useMemo(() => ({ journeyId: summary.id, personaId, range }), [summary.id, personaId, range])
  const closeRange = useCallback((): void => {
    setRangeOpen(false)
    editor.lens.setState({ range: null, ...(personaId === null && { against: null }) })
  }, [editor, personaId])
  const toggleRange = useCallback((): void => {
    setOverlay(true)
    if (isRangeShown) closeRange()
    else setRangeOpen(true)
  }, [isRangeShown, closeRange])
  const comment = talk?.port.onComment && talk.comment
  useLayoutEffect(
    () => (mode === 'canvas' ? undefined : registry.add(selectionActions(editor, comment))),
    [registry, editor, mode, comment],
  )
  const openElement = talk?.openElement
  const feelingMark = useSoon(loadFeelingMark, false)
  const rowMark = useMemo(
    (): RowMark => (elementId) =>
      createElement(
        Fragment,
        null,
        overlay && feelingMark && createElement(feelingMark.Part, { elementId, readings, onAsk: setAsked }),
        commentMark && openElement && createElement(commentMark.Part, { elementId, onOpen: openElement }),
      ),
    [commentMark, openElement, feelingMark, overlay, readings],
  )
  const mayShare = summary.may.share
  const verbs = useJourneyVerbs(summary, editor)
  const [areWanted, setWanted] = useState(false)
  const actions = useSoon(loadJourneyActions, areWanted)
  const [owner] = useState(() => ({}))
  useLayoutEffect(
    () =>
      actions
        ? registry.add(
            actions.Part({
              journeyId: summary.id,
              editor,
              self: () => collaboration.participants.getState().self?.name ?? null,
              overlay: () => overlay,
              setOverlay,
              toggleRange,
              togglePanel: (name) => setPanel((now) => (now === name ? null : name)),
              openFilter: () => setOpenPopover('filter'),
              openSavedViews: () => setOpenPopover('saved-views'),
              showPast: isMember ? () => setPanel((now) => (now === 'past' ? null : 'past')) : undefined,
              share: mayShare ? () => setDialog('share') : undefined,
              verbs,
              openDialog: setDialog,
              comments: talk ?? undefined,
            }),
            owner,
          )
        : registry.expect({ keys: JOURNEY_KEYS, fetch: () => setWanted(true) }),
    [
      registry,
      actions,
      owner,
      summary.id,
      editor,
      collaboration,
      overlay,
      toggleRange,
      mayShare,
      isMember,
      verbs,
      talk,
    ],
  )
  useLinkedElement(editor, showElement)
  const askedTitle = useMemo(
    () => (asked === null ? '' : elementTitle(editor.getSnapshot(), asked.id)),
    [asked, editor],
  )

  return (
    <ActionsContext value={registry}>
      <EditorContext value={editor}>
        <CommentsContext value={talk?.home ?? null}>
          <RowMarksContext value={rowMark}>
            <div className="flex h-dvh flex-col overflow-hidden">
              <JourneyTopBar
                summary={summary}
                open={open}
                comments={comments}
                overlay={overlay}
                onOverlayChange={setOverlay}
                panel={panel}
                onPanelChange={setPanel}
                onSearch={toggleSearch}
                onShare={() => setDialog('share')}
                openPopover={openPopover}
                onPopoverChange={setOpenPopover}
                isPhone={isPhone}
              />
              <DocumentNotice />
              <FilterBar />
              {areNumbersShown && isRangeShown && (
                <Suspense fallback={<div className="min-h-11 shrink-0 border-b border-line bg-surface" />}>
                  <RangeStrip
                    journeyId={summary.id}
                    range={range}
                    onChange={(next) => {
                      setRangeOpen(true)
                      editor.lens.setState({ range: next })
                    }}
                    onClose={closeRange}
                    isOfEverybody={personaId === null}
                    held={numbers.state === 'shown' ? numbers.readings.held : undefined}
                    isCounting={isAskedHere && numbers.state === 'counting'}
                    failure={isAskedHere && numbers.state === 'failed' ? numbers.words : null}
                  />
                </Suspense>
              )}
              {overlay && tint !== null && mode === 'canvas' && (
                <Suspense fallback={<div className="min-h-11 shrink-0 border-b border-line bg-surface" />}>
                  <TintStrip
                    readings={readings}
                    measure={tint}
                    onChange={(next) => editor.lens.setState({ tint: next })}
                  />
                </Suspense>
              )}
              {overlay && mode === 'canvas' && measuredStrip && <measuredStrip.Part readings={readings} />}
              {areNumbersShown && numbers.state !== 'everybody' && numbers.of.persona !== null && (
                <Suspense fallback={<div className="min-h-9 shrink-0 border-b border-line bg-accent-soft" />}>
                  <PersonaNumbers
                    journeyId={summary.id}
                    persona={numbers.of.persona}
                    readings={numbers.state === 'shown' ? numbers.readings : null}
                    failure={numbers.state === 'failed' ? numbers.words : null}
                  />
                </Suspense>
              )}
              <div className="flex min-h-0 flex-1">
                <TrendsContext value={trendsAsked}>
                  <JourneyMain
                    ports={ports}
                    overlay={overlay}
                    onGoTo={(elementId) => {
                      editor.lens.setState({ mode: 'canvas' })
                      revealRequest.setState({ elementId }, true)
                    }}
                    onOpenData={() => setPanel('data')}
                  />
                </TrendsContext>
                {panel !== null && (
                  <Suspense fallback={<div className="w-80 shrink-0 border-l border-line bg-surface max-md:hidden" />}>
                    <SidePanel
                      summary={summary}
                      panel={panel}
                      onClose={() => setPanel(null)}
                      datasetId={datasetId}
                      onJump={showElement}
                      readings={readings}
                      onBringData={mayShare ? () => setDialog('import') : undefined}
                    />
                  </Suspense>
                )}
              </div>
              {announcing && <announcing.Part participants={collaboration.participants} />}
              {talk && commentAnnouncer && <commentAnnouncer.Part />}
              {isPhone && (
                <JourneyPhoneBar
                  editor={editor}
                  openPopover={openPopover}
                  onPopoverChange={setOpenPopover}
                  onDetails={() => setPanel('details')}
                  comments={summary.comments === 'none' ? undefined : comments}
                  onComments={() => setPanel('comments')}
                />
              )}
              <JourneyFootBar
                open={open}
                overlay={overlay}
                onPersonas={() => setPanel('personas')}
                isRangeShown={isRangeShown}
                onRange={toggleRange}
              />
            </div>
            <ActionDialogs
              journeyId={summary.id}
              open={dialog === 'share' || dialog === 'import' ? null : dialog}
              onChange={setDialog}
            />
            <Suspense fallback={null}>
              {asked !== null && (
                <TrendsContext value={trendsAsked}>
                  <ExplanationPopover
                    asked={asked}
                    readings={readings}
                    title={askedTitle}
                    targets={editor.getSnapshot().bindings.get(asked.id)?.targets}
                    assumed={editor.getSnapshot().cards.get(asked.id as CardId)?.score}
                    journeyId={summary.id}
                    onClose={() => setAsked(null)}
                  />
                </TrendsContext>
              )}
              {dialog === 'share' && (
                <SharingDialog
                  journeyId={summary.id}
                  title={editor.getSnapshot().info.title || 'Untitled journey'}
                  participants={collaboration.participants}
                  onClose={() => setDialog(null)}
                />
              )}
              {dialog === 'import' && (
                <ImportDialog
                  open
                  onOpenChange={(isOpen) => !isOpen && setDialog(null)}
                  doneLabel="Use in this journey"
                  onDone={({ id }) => {
                    setDatasetId(id)
                    setPanel('data')
                    setDialog(null)
                  }}
                />
              )}
            </Suspense>
          </RowMarksContext>
        </CommentsContext>
      </EditorContext>
    </ActionsContext>
  )
}
