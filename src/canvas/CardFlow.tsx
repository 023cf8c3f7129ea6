import { type Edge, ReactFlow, type Viewport } from '@xyflow/react'
import { type ReactNode, useEffect, useState } from 'react'
import type { CardNode } from './card-window.ts'
import { CardNodeView } from './cards/CardNodeView.tsx'
import { type CardWindow, useCardNodes } from './use-card-nodes.ts'
import type { FlowViewport } from './use-view.ts'
import { MAX_ZOOM, MIN_ZOOM } from './view.ts'

/** The same ones always: React Flow takes others for news, and asks all of its nodes. */
const NODE_TYPES = { card: CardNodeView }
const NO_EDGES: Edge[] = []
const PAN_BUTTONS = [1, 2]
const ALL_BUTTONS = [0, 1, 2]

interface CardFlowProps {
  readonly cardWindow: CardWindow
  readonly flowViewport: FlowViewport
  /** Dragging with the first button pans, too. */
  readonly pans: boolean
  /** What lies in journey pixels above the cards. */
  readonly children: ReactNode
}

/** React Flow: the mounted cards and the viewport. By itself, so that a card that changes renders nothing but itself. */
export function CardFlow({ cardWindow, flowViewport, pans, children }: CardFlowProps) {
  const nodes = useCardNodes(cardWindow)
  const [viewport, setViewport] = useState<Viewport>({ x: 0, y: 0, zoom: 1 })
  useEffect(() => flowViewport.onRest(setViewport), [flowViewport])
  return (
    <ReactFlow
      aria-label="Cards"
      nodes={nodes as CardNode[]}
      edges={NO_EDGES}
      nodeTypes={NODE_TYPES}
      viewport={viewport}
      onViewportChange={flowViewport.moved}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      elementsSelectable={false}
      minZoom={MIN_ZOOM}
      maxZoom={MAX_ZOOM}
      panOnDrag={pans ? ALL_BUTTONS : PAN_BUTTONS}
      panOnScroll
      panOnScrollSpeed={1}
      zoomOnScroll={false}
      zoomOnDoubleClick={false}
      panActivationKeyCode={null}
      zoomActivationKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      deleteKeyCode={null}
      disableKeyboardA11y
      attributionPosition="bottom-center"
    >
      {children}
    </ReactFlow>
  )
}
