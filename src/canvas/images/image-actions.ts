import { ImagePlus, ImageUp } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedCards } from '../selected-cards.ts'
import { addImages, setImage } from './add-images.ts'
import { chooseImages } from './choose-images.ts'
import { middleOfView } from './image-place.ts'

/** Pictures from files. */
export function imageActions(core: CanvasCore): readonly Action[] {
  const hasImages = (): boolean => core.canEdit && core.ports().images !== null
  const onlyImage = () => {
    const [card, ...more] = selectedCards(core)
    return more.length === 0 && card?.kind === 'image' ? card : undefined
  }
  return [
    {
      id: 'insert.image',
      label: 'Add image',
      group: 'Insert',
      section: 'images',
      icon: ImagePlus,
      keywords: 'picture photo upload file screenshot',
      isEnabled: hasImages,
      run: () => addChosenImages(core),
    },
    {
      id: 'edit.replace-image',
      label: 'Replace image',
      group: 'Edit',
      section: 'change',
      icon: ImageUp,
      keywords: 'picture photo upload file',
      isEnabled: () => hasImages() && onlyImage() !== undefined,
      run: () => {
        const card = onlyImage()
        if (!card) return
        void chooseImages(false).then(([file]) => (file ? setImage(core, card.id, file) : undefined))
      },
    },
  ]
}

/** Lets one choose pictures; they go into the cell that keys act on, else into the middle of the view. */
export function addChosenImages(core: CanvasCore): void {
  void chooseImages(true).then((files) => addImages(core, files, core.state.getState().cell ?? middleOfView(core)))
}
