/** The page's only style sheet. Colours are named once for light and once for dark. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f6f7f9; --card: #ffffff; --line: #dfe3ea; --text: #1b2330; --soft: #5a6577;
  --accent: #2f5fd0; --denied: #c2410c; --denied-soft: #fdeee6; --focus: #1d4ed8;
  --h0: #eef1f6; --h1: #d6e0f7; --h2: #b3c8f1; --h3: #86a6e8; --h4: #5a83db; --h5: #365fc4; --h6: #1f3f94;
  --on-strong: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0e131b; --card: #161d28; --line: #2a3444; --text: #e6eaf1; --soft: #9aa6b8;
    --accent: #7aa2ff; --denied: #ff9a5c; --denied-soft: #2f2018; --focus: #a9c1ff;
    --h0: #1d2633; --h1: #1f3257; --h2: #27457f; --h3: #325ba8; --h4: #4a78d0; --h5: #76a0ef; --h6: #b3cdff;
    --on-strong: #0b1220;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--paper); color: var(--text); overflow-wrap: anywhere;
  font: 15px/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
main, header { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
header { padding-top: 1.75rem; }
h1 { font-size: 1.55rem; line-height: 1.2; margin: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.05rem; margin: 0 0 .2rem; }
p { margin: 0 0 .8rem; }
.soft { color: var(--soft); }
.small { font-size: .85rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; border-radius: 4px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .4rem .8rem; z-index: 2; }
nav ul { display: flex; flex-wrap: wrap; gap: .15rem .25rem; list-style: none; margin: .9rem 0 1.1rem; padding: 0; }
nav a { display: inline-block; padding: .3rem .65rem; border-radius: 999px; text-decoration: none; color: var(--soft);
  border: 1px solid var(--line); background: var(--card); font-size: .87rem; }
nav a:hover { color: var(--text); border-color: var(--soft); }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .7rem; margin: 0 0 1rem; }
.tile, section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.tile { padding: .75rem 1rem; }
.tile dt { color: var(--soft); font-size: .82rem; }
.tile dd { margin: 0; font-size: 1.45rem; font-weight: 650; letter-spacing: -0.01em; font-variant-numeric: tabular-nums; line-height: 1.25; }
.tile small { display: block; font-size: .8rem; font-weight: 400; letter-spacing: 0; color: var(--soft); }
.tile.alarm dd { color: var(--denied); }
section { padding: 1.1rem 1.15rem 1.15rem; margin: 0 0 1rem; scroll-margin-top: .5rem; }
.pair { columns: 27rem; column-gap: 1rem; }
.pair section { break-inside: avoid; }
.notices { border-left: 4px solid var(--denied); }
.notices ul { margin: .3rem 0 0; padding-left: 1.2rem; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1rem; align-items: center; font-size: .83rem; color: var(--soft); margin: .5rem 0 0; }
.key { display: inline-block; width: .85em; height: .85em; border-radius: 3px; margin-right: .35em; vertical-align: -0.08em; background: var(--accent); }
.key.denied { background: var(--denied); }
.scale { display: inline-flex; gap: 2px; margin: 0 .4em; vertical-align: -0.1em; }
.scale i { width: .95em; height: .95em; border-radius: 3px; }
svg { display: block; width: 100%; }
.timeline { height: 11rem; background: linear-gradient(var(--line), var(--line)) 0 0/100% 1px no-repeat,
  linear-gradient(var(--line), var(--line)) 0 50%/100% 1px no-repeat; border-bottom: 1px solid var(--soft); }
.ok { fill: var(--accent); } .denied-bar { fill: var(--denied); }
.axis { display: flex; justify-content: space-between; gap: .5rem; color: var(--soft); font-size: .8rem; margin-top: .3rem; font-variant-numeric: tabular-nums; }
.axis span:nth-child(2), .axis span:nth-child(4) { display: none; }
@media (min-width: 40rem) { .axis span:nth-child(n) { display: inline; } }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--soft); font-size: .85rem; padding-bottom: .4rem; }
th, td { text-align: left; padding: .32rem .6rem .32rem 0; vertical-align: top; border-bottom: 1px solid var(--line); }
tr:last-child > * { border-bottom: 0; }
th { font-weight: 600; }
thead th { color: var(--soft); font-size: .8rem; font-weight: 600; white-space: nowrap; }
tbody th { font-weight: 500; }
.n { text-align: right; white-space: nowrap; }
td.n:last-child, th.n:last-child { padding-right: 0; }
.n + .wide, .n + .late { padding-left: .6rem; }
.was-denied { color: var(--denied); font-weight: 600; }
.when { white-space: nowrap; color: var(--soft); font-size: .87rem; }
.name .bar { height: 5px; margin-top: .22rem; border-radius: 3px; background: var(--h0); overflow: hidden; }
.none { color: var(--soft); font-style: italic; font-weight: 400; }
.scroll { overflow-x: auto; border-radius: 6px; }
.heat { table-layout: fixed; border-collapse: separate; border-spacing: 2px; }
.heat th, .heat td { padding: 0; border: 0; font-size: .74rem; color: var(--soft); font-weight: 400; }
.heat td { height: 1.45rem; border-radius: 3px; }
.heat .day { width: 2.4rem; vertical-align: middle; }
.heat thead th { overflow: visible; white-space: nowrap; }
.matrix { border-collapse: separate; border-spacing: 3px; width: auto; min-width: 100%; }
.matrix th, .matrix td { border: 0; padding: .3rem .5rem; border-radius: 5px; }
.matrix thead th { text-align: right; vertical-align: bottom; white-space: normal; min-width: 5rem; max-width: 9rem; }
.matrix tbody th { position: sticky; left: 0; background: var(--card); max-width: 10rem; min-width: 6rem; padding-left: 0; }
.matrix td { text-align: right; white-space: nowrap; }
.matrix td small { display: block; font-size: .74rem; }
.l0 { background: var(--h0); } .l1 { background: var(--h1); } .l2 { background: var(--h2); } .l3 { background: var(--h3); }
.l4 { background: var(--h4); } .l5 { background: var(--h5); } .l6 { background: var(--h6); }
.matrix .l0 { color: var(--soft); }
.matrix .l3 { color: #0b1220; } .matrix .l4, .matrix .l5, .matrix .l6 { color: var(--on-strong); }
details { margin-top: .7rem; }
summary { cursor: pointer; color: var(--accent); font-size: .87rem; padding: .2rem 0; width: fit-content; }
footer { max-width: 72rem; margin: 0 auto; padding: .3rem 1rem 2.5rem; color: var(--soft); font-size: .83rem; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (max-width: 30rem) {
  section { padding: .95rem .85rem; border-radius: 10px; }
  .tiles { grid-template-columns: 1fr 1fr; gap: .5rem; }
  .tile { padding: .6rem .75rem; } .tile dd { font-size: 1.2rem; }
  .wide { display: none; }
  .heat { border-spacing: 1px; } .heat .day { width: 1.9rem; }
}
@media (prefers-color-scheme: dark) { .matrix .l3, .matrix .l4 { color: #f2f6ff; } }
@media print { body { background: #fff; } nav { display: none; } section, .tile { break-inside: avoid; } }
`
