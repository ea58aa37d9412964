/**
 * The shaders of the WebGL2 renderer. Volumes are integer textures: values come as they are stored, and the eight neighbours are mixed here, so that nothing depends on what a graphics card
 * thinks of 16-bit filtering. `VOLUME` is isampler3D, or isampler2DArray for pictures larger than a 3D texture may be.
 */

export const corners = `#version 300 es
void main() { gl_Position = vec4(vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0), 0.0, 1.0); }`

const common = `#version 300 es
precision highp float;
precision highp int;
uniform vec3 start, du, dv;
uniform ivec3 size;
uniform vec2 corner;
uniform bool deep;
uniform vec2 depthScale;
uniform highp sampler2D depths;
out vec4 colour;
vec2 pixel() { return vec2(gl_FragCoord.x - 0.5 - corner.x, corner.y - gl_FragCoord.y - 0.5); }
float slice(float depth) {
  if (!deep) return depth;
  float at = (depth - depthScale.x) * depthScale.y;
  int n = clamp(int(floor(at)), 0, 4094);
  float a = texelFetch(depths, ivec2(n, 0), 0).r;
  return a + (texelFetch(depths, ivec2(n + 1, 0), 0).r - a) * (at - float(n));
}
bool outside(vec3 p) { return any(lessThan(p, vec3(-0.5))) || any(greaterThan(p, vec3(size) - 0.5)); }
`

/** @param {"isampler3D" | "isampler2DArray"} sampler */
export const grey = sampler => `${common}
uniform highp ${sampler} volume;
uniform sampler2D table;
uniform vec3 throughStep;
uniform int count, mode, taps;
uniform bool smoothly;
float fetch(ivec3 at) { return float(texelFetch(volume, at, 0).r); }
float at(vec3 p) {
  ivec3 last = size - 1;
  p = clamp(p, vec3(0.0), vec3(last));
  if (!smoothly) return fetch(ivec3(p + 0.5));
  ivec3 a = ivec3(p);
  vec3 f = p - vec3(a);
  ivec3 b = min(a + 1, last);
  float low = mix(mix(fetch(a), fetch(ivec3(b.x, a.yz)), f.x), mix(fetch(ivec3(a.x, b.y, a.z)), fetch(ivec3(b.xy, a.z)), f.x), f.y);
  if (f.z == 0.0) return low;
  return mix(low, mix(mix(fetch(ivec3(a.xy, b.z)), fetch(ivec3(b.x, a.y, b.z)), f.x), mix(fetch(ivec3(a.x, b.yz)), fetch(b), f.x), f.y), f.z);
}
void main() {
  vec2 here = pixel();
  float value = mode == 0 ? -1e9 : mode == 1 ? 1e9 : 0.0;
  int seen = 0;
  if (count > 0) {
    vec3 p = start + du * here.x + dv * here.y;
    for (int n = 0; n < count; n++) {
      vec3 q = vec3(p.xy, slice(p.z));
      if (!outside(q)) {
        float v = at(q);
        seen++;
        value = mode == 0 ? max(value, v) : mode == 1 ? min(value, v) : value + v;
      }
      p += throughStep;
    }
    if (mode == 2) value /= float(max(1, seen));
  } else {
    value = 0.0;
    for (int y = 0; y < taps; y++) for (int x = 0; x < taps; x++) {
      vec2 tap = here + (vec2(x, y) + 0.5) / float(taps) - 0.5;
      vec3 p = start + du * tap.x + dv * tap.y;
      p.z = slice(p.z);
      if (outside(p)) continue;
      value += at(p);
      seen++;
    }
    value /= float(max(1, seen));
  }
  if (seen == 0) { colour = vec4(0.0, 0.0, 0.0, 1.0); return; }
  int index = clamp(int(floor(value + 32768.5)), 0, 65535);
  colour = vec4(texelFetch(table, ivec2(index & 255, index >> 8), 0).rgb, 1.0);
}`

export const colour = `${common}
uniform sampler2D picture;
uniform sampler2D table;
uniform bool smoothly;
float through(float c) { int index = 32768 + int(c * 255.0 + 0.5); return texelFetch(table, ivec2(index & 255, index >> 8), 0).r; }
void main() {
  vec2 here = pixel();
  vec3 p = start + du * here.x + dv * here.y;
  if (outside(vec3(p.xy, 0.0))) { colour = vec4(0.0, 0.0, 0.0, 1.0); return; }
  vec3 rgb = smoothly ? texture(picture, (p.xy + 0.5) / vec2(size.xy)).rgb : texelFetch(picture, clamp(ivec2(p.xy + 0.5), ivec2(0), size.xy - 1), 0).rgb;
  colour = vec4(through(rgb.r), through(rgb.g), through(rgb.b), 1.0);
}`

/**
 * The same rules as label-plane.js.
 *
 * @param {"usampler3D" | "usampler2DArray"} sampler
 */
export const labels = sampler => `${common}
uniform highp ${sampler} volume;
uniform sampler2D palette;
uniform float opacity;
uniform int reach, hover;
uniform bool outlined;
uniform vec2 paneSize;
uint label(vec2 here) {
  if (here.x < 0.0 || here.y < 0.0 || here.x > paneSize.x - 1.0 || here.y > paneSize.y - 1.0) return 999u;
  vec3 p = start + du * here.x + dv * here.y;
  p.z = slice(p.z);
  if (outside(p)) return 0u;
  return texelFetch(volume, clamp(ivec3(floor(p + 0.5)), ivec3(0), size - 1), 0).r;
}
bool shown(uint l) { return l != 0u && texelFetch(palette, ivec2(int(l), 0), 0).a > 0.0; }
void main() {
  vec2 here = pixel();
  float r = float(reach);
  uint l = label(here);
  uint a = label(here - vec2(r, 0.0)), b = label(here + vec2(r, 0.0)), c = label(here - vec2(0.0, r)), d = label(here + vec2(0.0, r));
  // Beyond the pane nothing is known: there is no edge.
  if (a == 999u) a = l; if (b == 999u) b = l; if (c == 999u) c = l; if (d == 999u) d = l;
  if (l == 0u) {
    if (outlined && (shown(a) || shown(b) || shown(c) || shown(d))) colour = vec4(0.0, 0.0, 0.0, 0.5);
    else discard;
    return;
  }
  vec4 tint = texelFetch(palette, ivec2(int(l), 0), 0);
  if (tint.a == 0.0) discard;
  bool proposed = texelFetch(palette, ivec2(int(l), 1), 0).r > 0.5;
  bool edge = outlined && (a != l || b != l || c != l || d != l);
  int diagonal = int(here.x) + int(here.y);
  float alpha = edge ? (proposed && diagonal % (10 * reach) >= 6 * reach ? 0.0 : 1.0)
    : proposed ? (diagonal % (8 * reach) < reach ? opacity * tint.a : 0.0) : min(1.0, opacity * tint.a * (int(l) == hover ? 1.6 : 1.0));
  if (alpha == 0.0) discard;
  colour = vec4(tint.rgb, alpha);
}`
