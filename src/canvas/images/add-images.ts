import { ERRORS } from '#shared/contract/errors.ts'
import { IMAGE_MAX_BYTES } from '#shared/contract/image-types.ts'
import type { Point } from '#shared/layout/rect.ts'
import { type Id, newId } from '#shared/lib/ids.ts'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addFreeCard } from '#shared/model/commands/add-free-card.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { toast } from '#src/ui/toast.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { CellRef } from '../canvas-state.ts'
import type { AddedImage } from '../ports.ts'
import { viewportToReveal } from '../view.ts'
import { imageCell, type ImagePlace, imagePlaceAt } from './image-place.ts'
import { hideUpload, showProgress, showUpload } from './uploads.ts'

/** Pictures that are added at once lie side by side beside the grid. */
const GAP_PX = 16
/** More at once is a slip of the hand. */
const FILES_MAX = 50
const UNKNOWN_SIZE = { width: 240, height: 160 } as const

/**
 * Adds pictures at a point of the journey, or into a cell: each is sent, and becomes a card when the server has it. One that is
 * refused leaves nothing but a message.
 */
export async function addImages(core: CanvasCore, files: readonly File[], at: Point | CellRef): Promise<void> {
  if (files.length > FILES_MAX) toast.error(`Only the first ${FILES_MAX} pictures are added`)
  const added: CardId[] = []
  let right = 0
  const waiting: (() => Promise<CardId | undefined>)[] = []
  for (const file of files.slice(0, FILES_MAX)) {
    const previewUrl = await dataUrlOf(file)
    const size = await sizeOf(previewUrl)
    const place = placeFor(core, at, size ?? UNKNOWN_SIZE, right)
    if (place.kind === 'free') right += place.rect.width + GAP_PX
    const id = newId<'upload'>()
    showUpload(core.uploads, { id, name: file.name, rect: place.rect, previewUrl: size ? previewUrl : '', progress: 0 })
    waiting.push(async () => {
      try {
        const image = await send(core, file, (share) => showProgress(core.uploads, id, share))
        return image && addImageCard(core, place, image, titleOf(file))
      } finally {
        hideUpload(core.uploads, id)
      }
    })
  }
  // One after the other: they share one line to the server anyway.
  for (const sendOne of waiting) {
    const cardId = await sendOne()
    if (cardId !== undefined) added.push(cardId)
  }
  if (added.length > 0) core.editor.select(added)
}

/** Gives a card another picture. */
export async function setImage(core: CanvasCore, cardId: CardId, file: File): Promise<void> {
  const image = await send(core, file, () => {})
  if (!image) return
  const changed = core.editor.run(editCards, { cardIds: [cardId], patch: { image: storedImage(image) } })
  if (!changed.ok) toast.error('The card is not there any more')
}

async function send(
  core: CanvasCore,
  file: File,
  onProgress: (share: number) => void,
): Promise<AddedImage | undefined> {
  const { images } = core.ports()
  if (!images) return undefined
  try {
    if (file.size > IMAGE_MAX_BYTES) throw new Error(ERRORS['image-too-large'].words)
    return await images.upload(file, onProgress)
  } catch (error) {
    const why = error instanceof Error ? error.message : ERRORS.internal.words
    toast.error(`${file.name || 'The picture'} was not added`, { description: why })
    return undefined
  }
}

function placeFor(
  { scene }: CanvasCore,
  at: Point | CellRef,
  size: { readonly width: number; readonly height: number },
  right: number,
): ImagePlace {
  const layout = scene.get()
  if ('x' in at) return imagePlaceAt(layout, { x: at.x + right, y: at.y }, size)
  const column = layout.columnOfStep.get(at.stepId)
  const row = layout.rowOfLane.get(at.laneId)
  const inCell = column && row && imageCell(layout, { column, row })
  return inCell ?? imagePlaceAt(layout, { x: (column?.x ?? 0) + right, y: layout.height - 1 }, size)
}

function addImageCard(core: CanvasCore, place: ImagePlace, image: AddedImage, title: string): CardId | undefined {
  const { editor, view } = core
  const what = { kind: 'image', title, fields: { image: storedImage(image) } } as const
  // The cell may have gone meanwhile: then the picture lies where it would have stood.
  const inCell = place.kind === 'cell' ? editor.run(addCard, { ...place.cell, ...what }) : undefined
  const added = inCell?.ok ? inCell : editor.run(addFreeCard, { ...place.rect, ...what })
  if (!added.ok) {
    toast.error('The picture was not added', { description: 'This journey holds as many cards as it can.' })
    return undefined
  }
  const target = viewportToReveal(view.get(), place.rect, core.insets())
  if (target && place.kind === 'free') view.moveTo(target, 0)
  return added.value.cardId
}

const storedImage = ({ imageId, width, height }: AddedImage) => ({
  imageId: imageId as Id<'image'>,
  width,
  height,
})

/** A screenshot from the clipboard is always called the same: that is no title. */
function titleOf({ name }: File): string {
  const title = name.replace(/\.\w{1,5}$/, '')
  return /^image$/i.test(title) ? '' : title
}

const dataUrlOf = (file: File): Promise<string> =>
  new Promise((resolve) => {
    const reader = new FileReader()
    // A file that cannot be read has no preview, and sending it will tell why.
    reader.addEventListener('loadend', () => resolve(typeof reader.result === 'string' ? reader.result : ''))
    reader.readAsDataURL(file)
  })

/** Of a picture that this browser can show. */
async function sizeOf(url: string): Promise<{ readonly width: number; readonly height: number } | undefined> {
  const picture = new Image()
  picture.src = url
  try {
    await picture.decode()
  } catch {
    return undefined // The server says in plain words what is wrong with it.
  }
  return { width: picture.naturalWidth, height: picture.naturalHeight }
}
