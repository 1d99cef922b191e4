import type { WordKey } from '../words.ts';

export type DrawingKind = 'public' | 'private';

/** How open a way is: to everyone, to its owner alone, outwards only, or shut. Drawn in its own colour and its own line. */
export type Tone = 'open' | 'own' | 'out' | 'shut' | 'inner';

interface Box {
  title: WordKey;
  note?: WordKey;
  /** Left, top, width, height. */
  at: [number, number, number, number];
  /** A box that others stand in: its title is at its top. */
  frame?: 'host' | 'machine';
}

interface Way {
  /** From and to, each x and y. */
  line: [number, number, number, number];
  tone: Tone;
  label?: { key: WordKey; x: number; y: number; anchor?: 'start' | 'middle' | 'end' };
}

export interface Layout {
  width: number;
  height: number;
  boxes: Box[];
  ways: Way[];
}

/** The two drawings, each laid out for a wide screen and for a phone. */
export const drawings: Record<DrawingKind, { wide: Layout; narrow: Layout }> = {
  public: {
    wide: {
      width: 760,
      height: 344,
      boxes: [
        { title: 'drawing.host', at: [300, 8, 452, 328], frame: 'host' },
        { title: 'drawing.machine', at: [528, 44, 204, 276], frame: 'machine' },
        { title: 'drawing.browser', note: 'drawing.browser.public', at: [8, 24, 188, 58] },
        { title: 'drawing.anyone', note: 'drawing.anyone.note', at: [8, 104, 188, 58] },
        { title: 'drawing.terminal', note: 'drawing.terminal.public', at: [8, 184, 188, 58] },
        { title: 'drawing.services', note: 'drawing.services.note', at: [8, 264, 188, 58] },
        { title: 'drawing.proxy', note: 'drawing.proxy.note', at: [324, 64, 140, 58] },
        { title: 'drawing.gateway', note: 'drawing.gateway.note', at: [548, 80, 164, 58] },
        { title: 'drawing.volume', note: 'drawing.volume.note', at: [548, 240, 164, 58] },
      ],
      ways: [
        { line: [196, 53, 324, 82], tone: 'own', label: { key: 'drawing.edge.https', x: 206, y: 46 } },
        { line: [196, 133, 324, 104], tone: 'open', label: { key: 'drawing.edge.open', x: 206, y: 150 } },
        { line: [464, 100, 548, 100], tone: 'inner' },
        {
          line: [196, 213, 528, 213],
          tone: 'own',
          label: { key: 'drawing.edge.tunnel', x: 414, y: 205, anchor: 'middle' },
        },
        {
          line: [528, 293, 196, 293],
          tone: 'out',
          label: { key: 'drawing.edge.out', x: 414, y: 285, anchor: 'middle' },
        },
        { line: [630, 138, 630, 240], tone: 'inner' },
      ],
    },
    narrow: {
      width: 360,
      height: 512,
      boxes: [
        { title: 'drawing.host', at: [4, 112, 352, 276], frame: 'host' },
        { title: 'drawing.machine', at: [20, 254, 320, 118], frame: 'machine' },
        { title: 'drawing.browser', note: 'drawing.browser.public', at: [4, 4, 170, 58] },
        { title: 'drawing.anyone', note: 'drawing.anyone.note', at: [186, 4, 170, 58] },
        { title: 'drawing.proxy', note: 'drawing.proxy.note', at: [100, 150, 160, 58] },
        { title: 'drawing.gateway', note: 'drawing.gateway.note', at: [36, 290, 128, 58] },
        { title: 'drawing.volume', note: 'drawing.volume.note', at: [196, 290, 128, 58] },
        { title: 'drawing.terminal', note: 'drawing.terminal.public', at: [4, 450, 170, 58] },
        { title: 'drawing.services', note: 'drawing.services.note', at: [186, 450, 170, 58] },
      ],
      ways: [
        {
          line: [110, 62, 150, 150],
          tone: 'own',
          label: { key: 'drawing.edge.https', x: 104, y: 94, anchor: 'end' },
        },
        { line: [250, 62, 210, 150], tone: 'open', label: { key: 'drawing.edge.open', x: 252, y: 94 } },
        { line: [132, 208, 132, 290], tone: 'inner' },
        { line: [164, 319, 196, 319], tone: 'inner' },
        { line: [60, 450, 60, 372], tone: 'own', label: { key: 'drawing.edge.tunnel', x: 68, y: 424 } },
        { line: [242, 372, 242, 450], tone: 'out', label: { key: 'drawing.edge.out', x: 250, y: 424 } },
      ],
    },
  },
  private: {
    wide: {
      width: 760,
      height: 344,
      boxes: [
        { title: 'drawing.host', at: [380, 8, 372, 328], frame: 'host' },
        { title: 'drawing.machine', at: [528, 44, 204, 276], frame: 'machine' },
        { title: 'drawing.browser', note: 'drawing.browser.private', at: [8, 24, 188, 58] },
        { title: 'drawing.terminal', note: 'drawing.terminal.private', at: [8, 104, 188, 58] },
        { title: 'drawing.anyone', note: 'drawing.anyone.note', at: [8, 184, 188, 58] },
        { title: 'drawing.services', note: 'drawing.services.note', at: [8, 264, 188, 58] },
        { title: 'drawing.gateway', note: 'drawing.gateway.note', at: [548, 104, 164, 58] },
        { title: 'drawing.volume', note: 'drawing.volume.note', at: [548, 220, 164, 58] },
      ],
      ways: [
        { line: [102, 82, 102, 104], tone: 'own' },
        {
          line: [196, 133, 548, 133],
          tone: 'own',
          label: { key: 'drawing.edge.tunnel', x: 288, y: 125, anchor: 'middle' },
        },
        {
          line: [196, 213, 366, 213],
          tone: 'shut',
          label: { key: 'drawing.edge.closed', x: 282, y: 205, anchor: 'middle' },
        },
        {
          line: [528, 293, 196, 293],
          tone: 'out',
          label: { key: 'drawing.edge.out', x: 288, y: 285, anchor: 'middle' },
        },
        { line: [630, 162, 630, 220], tone: 'inner' },
      ],
    },
    narrow: {
      width: 360,
      height: 512,
      boxes: [
        { title: 'drawing.host', at: [4, 208, 352, 172], frame: 'host' },
        { title: 'drawing.machine', at: [20, 246, 320, 118], frame: 'machine' },
        { title: 'drawing.browser', note: 'drawing.browser.private', at: [4, 4, 170, 58] },
        { title: 'drawing.anyone', note: 'drawing.anyone.note', at: [186, 4, 170, 58] },
        { title: 'drawing.terminal', note: 'drawing.terminal.private', at: [4, 96, 170, 58] },
        { title: 'drawing.gateway', note: 'drawing.gateway.note', at: [36, 282, 128, 58] },
        { title: 'drawing.volume', note: 'drawing.volume.note', at: [196, 282, 128, 58] },
        { title: 'drawing.services', note: 'drawing.services.note', at: [186, 450, 170, 58] },
      ],
      ways: [
        { line: [89, 62, 89, 96], tone: 'own' },
        {
          line: [136, 154, 136, 282],
          tone: 'own',
          label: { key: 'drawing.edge.tunnel', x: 128, y: 186, anchor: 'end' },
        },
        {
          line: [332, 62, 332, 194],
          tone: 'shut',
          label: { key: 'drawing.edge.closed', x: 322, y: 186, anchor: 'end' },
        },
        { line: [164, 311, 196, 311], tone: 'inner' },
        { line: [242, 364, 242, 450], tone: 'out', label: { key: 'drawing.edge.out', x: 250, y: 420 } },
      ],
    },
  },
};
