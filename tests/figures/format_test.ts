import { assertEquals } from "@std/assert";
import {
  fitting,
  fixed,
  powerOfTen,
  probability,
  short,
  withUnit,
} from "../../lib/figures/format.ts";

Deno.test("short() keeps significant digits and drops trailing zeros", () => {
  assertEquals(short(2.302585092994), "2.303");
  assertEquals(short(2.302585092994, 7), "2.302585");
  assertEquals(short(-0.9), "−0.9");
  assertEquals(short(-0), "0");
  assertEquals(short(-1e-20), "−1e−20");
  assertEquals(short(1234567), "1.2e6");
  assertEquals([Infinity, -Infinity, NaN].map((x) => short(x)), ["∞", "−∞", "NaN"]);
});

Deno.test("fixed() keeps decimals and has no minus zero", () => {
  assertEquals(fixed(2, 3), "2.000");
  assertEquals(fixed(-0.0001, 2), "0.00");
  assertEquals(fixed(-1.5, 1), "−1.5");
});

Deno.test("fitting() drops the 0 before the point before it drops a digit", () => {
  const rooms = [60, 42, 33, 20];
  assertEquals(rooms.map((room) => fitting(-0.987, room, 13)), [
    "−0.987",
    "−.987",
    "−.99",
    "−1",
  ]);
  assertEquals(fitting(0.0012, 24, 13), "≈0");
});

Deno.test("probability() writes powers of two as fractions", () => {
  assertEquals([1, 1 / 2, 1 / 8, 1 / 1024].map(probability), ["1", "1/2", "1/8", "1/1024"]);
  assertEquals([0.1, 0.3, 1 / 3].map(probability), ["0.1", "0.3", "0.3333"]);
});

Deno.test("withUnit() speaks of one bit and two bits", () => {
  assertEquals([withUnit("1", "bits"), withUnit("2", "bits")], ["1 bit", "2 bits"]);
});

Deno.test("powerOfTen() sets the exponent high, and 1 and 10 plain", () => {
  assertEquals([-200, -8, 0, 1, 12].map(powerOfTen), ["10⁻²⁰⁰", "10⁻⁸", "1", "10", "10¹²"]);
});
