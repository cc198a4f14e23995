import { FAINT, FONT_FAMILY, FONT_SIZE, GRID, INK, PAPER, PREDICTION, TRUTH } from "../theme.ts";

/** Looks of a live figure: those of the static ones, on their white paper. */
export const STYLE = `
:host{display:block;max-width:640px}
*{box-sizing:border-box}
.card{position:relative;background:${PAPER};color:${INK};color-scheme:light;border-radius:8px;padding:12px;
font:${FONT_SIZE}px/1.4 ${FONT_FAMILY};text-align:left;container-type:inline-size}
@container (max-width:420px){dl div:last-child:nth-child(odd){grid-column:1/-1}}
.stage{position:relative;user-select:none;-webkit-user-select:none}
.stage>div{position:absolute;left:0;top:0}
svg{display:block;width:100%}
.grip{position:absolute}
.x{cursor:ew-resize;touch-action:pan-y}
.y{cursor:ns-resize;touch-action:none}
.xy{cursor:move;touch-action:none}
.controls{display:grid;gap:4px 20px;grid-template-columns:repeat(auto-fit,minmax(min(100%,270px),1fr));margin:8px 0}
.controls>*{min-width:0}
.row{display:grid;grid-template-columns:6.4em 1fr 3.8em;align-items:center;gap:8px;min-height:36px}
.value{font-variant-numeric:tabular-nums;text-align:right}
input[type=range]{width:100%;min-width:0;height:36px;margin:0;accent-color:${PREDICTION};cursor:pointer}
input[type=text]{font:inherit;width:100%;min-height:36px;padding:4px 8px;border:1px solid ${FAINT};border-radius:4px;\
background:${PAPER};color:${INK}}
.line{display:grid;gap:4px}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:6px;align-items:center;grid-column:1/-1}
legend{float:left;padding:0;margin-right:6px}
button,fieldset label{font:inherit;min-height:36px;padding:5px 12px;border:1px solid ${FAINT};border-radius:6px;\
background:${PAPER};color:${INK};cursor:pointer;display:inline-flex;align-items:center;gap:6px}
fieldset input{accent-color:${PREDICTION};margin:0}
:focus-visible,fieldset label:focus-within{outline:3px solid ${PREDICTION};outline-offset:2px}
fieldset input:focus-visible{outline:0}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(46%,130px),1fr));gap:8px;margin:0 0 12px}
dl div{border:1px solid ${GRID};border-radius:6px;padding:6px 10px}
dt{color:${FAINT}}
dd{margin:0}
dd b{display:block;font-size:20px;line-height:1.3;font-weight:600;font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
dd span{color:${TRUTH};overflow-wrap:anywhere}
.wide{grid-column:1/-1}
p{margin:8px 0 0}
.unseen{position:absolute;width:1px;height:1px;margin:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
`;
