import { createContext } from 'react'
import type { Editor } from './editor.ts'

/** Gives the open journey to everything below: `<EditorContext value={editor}>`. */
export const EditorContext = createContext<Editor | null>(null)
