import { routeInPieces } from '#shared/layout/link-routes.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { CanvasMenuBox } from './CanvasMenuBox.tsx'
import { canvasActions } from './canvas-actions.ts'
import { CommentPins } from './comments/CommentPins.tsx'
import { PageStrips } from './crowded/PageStrips.tsx'
import { FuturePoints } from './curves/FuturePoints.tsx'
import { measuredWords } from './curves/measured-of-row.ts'
import { MeasuredPoints } from './curves/MeasuredPoints.tsx'
import { ScoreLabel } from './curves/ScoreLabel.tsx'
import { drawWith } from './free/draw.ts'
import { SelectionBox } from './free/SelectionBox.tsx'
import { SnapGuides } from './free/SnapGuides.tsx'
import { StyleBar } from './free/StyleBar.tsx'
import { TitleMenu } from './headers/TitleMenu.tsx'
import { addImages, setImage } from './images/add-images.ts'
import { addChosenImages } from './images/image-actions.ts'
import { imageCell, middleOfView } from './images/image-place.ts'
import { inMoments } from './in-moments.ts'
import { giveWay } from './gestures/give-way.ts'
import { keepInSight } from './gestures/keep-in-sight.ts'
import { followLongPress } from './gestures/long-press.ts'
import { followPreview } from './gestures/follow-preview.ts'
import { dragTitle, resizeTitle } from './headers/drag-title.ts'
import { slideTitles } from './headers/slide-titles.ts'
import { dragCards } from './gestures/drag-cards.ts'
import { dragMarquee } from './gestures/marquee.ts'
import { paintCurves } from './ground/paint-curves.ts'
import { paintMeasured } from './ground/paint-measured.ts'
import { paintHeat } from './ground/paint-heat.ts'
import { pasteHere, textToPaste } from './keyboard/paste.ts'
import { linkFlows } from './links/link-flows.ts'
import { changedLinkAreas, linkAreas, linkAt, linkShapes } from './links/link-shapes.ts'
import { paintLinks } from './links/paint-links.ts'
import { UploadMarks } from './images/UploadMarks.tsx'
import { Affordances } from './layers/Affordances.tsx'
import { DragMarks } from './layers/DragMarks.tsx'
import { Guide } from './layers/Guide.tsx'
import { HandOffMarks } from './links/HandOffMarks.tsx'
import { LinkMarks } from './links/LinkMarks.tsx'
import { LinkMode } from './links/LinkMode.tsx'
import { CanvasPasteQuestion } from './PasteQuestion.tsx'
import { PresenceCursors } from './presence/PresenceCursors.tsx'
import { PresenceMarks } from './presence/PresenceMarks.tsx'
import { EmptyHint } from './tools/EmptyHint.tsx'
import { HeatLegend } from './tools/HeatLegend.tsx'
import { Minimap } from './tools/Minimap.tsx'
import { Tray } from './tray/Tray.tsx'

/** What the first card and the first key do without; fetched as one (`later.ts`). */
export const laterParts = {
  addChosenImages,
  addImages,
  canvasActions,
  changedLinkAreas,
  dragCards,
  dragMarquee,
  dragTitle,
  followLongPress,
  followPreview,
  giveWay,
  resizeTitle,
  routeInPieces,
  drawWith,
  imageCell,
  inMoments,
  keepInSight,
  linkAreas,
  linkAt,
  linkFlows,
  linkShapes,
  measuredWords,
  middleOfView,
  paintCurves,
  paintHeat,
  paintLinks,
  paintMeasured,
  pasteHere,
  refusalWords,
  setImage,
  slideTitles,
  textToPaste,
  Affordances,
  CanvasMenuBox,
  CanvasPasteQuestion,
  CommentPins,
  DragMarks,
  EmptyHint,
  FuturePoints,
  Guide,
  HandOffMarks,
  HeatLegend,
  LinkMarks,
  LinkMode,
  MeasuredPoints,
  Minimap,
  PageStrips,
  PresenceCursors,
  PresenceMarks,
  ScoreLabel,
  SelectionBox,
  SnapGuides,
  StyleBar,
  TitleMenu,
  Tray,
  UploadMarks,
}
