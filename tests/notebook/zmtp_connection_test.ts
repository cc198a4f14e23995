import { assertEquals, assertRejects } from "@std/assert";
import { type ByteStream, ZmtpConnection } from "../../lib/notebook/zmtp_connection.ts";
import { encodeFrame } from "../../lib/notebook/zmtp_frame.ts";
import { encodeReady, greeting } from "../../lib/notebook/zmtp_handshake.ts";

/** Two streams, each the other's peer; pieces are cut to `size` bytes. */
function wire(size = 65536): [ByteStream, ByteStream] {
  const [there, back] = [cutter(size), cutter(size)];
  return [
    { readable: back.readable, writable: there.writable },
    { readable: there.readable, writable: back.writable },
  ];
}

function cutter(size: number): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream(
    {
      transform(chunk, controller) {
        for (let at = 0; at < chunk.length; at += size) {
          controller.enqueue(chunk.slice(at, at + size));
        }
      },
    },
    new CountQueuingStrategy({ highWaterMark: 1000 }),
    new CountQueuingStrategy({ highWaterMark: 1000 }),
  );
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** Opens against a peer that says what it is told. */
async function openAgainst(...said: Uint8Array[]): Promise<ZmtpConnection> {
  const [ours, theirs] = wire();
  const writer = theirs.writable.getWriter();
  for (const bytes of said) await writer.write(bytes);
  await writer.close();
  return await ZmtpConnection.open(ours, "DEALER");
}

Deno.test("ZmtpConnection shakes hands and carries messages both ways", async (t) => {
  for (const size of [1, 13, 65536]) {
    await t.step(`in pieces of at most ${size} bytes`, async () => {
      const [left, right] = wire(size);
      const [a, b] = await Promise.all([
        ZmtpConnection.open(left, "DEALER", "me"),
        ZmtpConnection.open(right, "ROUTER"),
      ]);
      assertEquals(a.peer, { "socket-type": "ROUTER" });
      assertEquals(b.peer, { "socket-type": "DEALER", identity: "me" });
      const messages = [[text("one")], [text(""), text("two"), new Uint8Array(300)]];
      for (const message of messages) await a.send(message);
      await b.send([text("three")]);
      await a.close();
      await b.close();
      assertEquals(await Array.fromAsync(b.messages()), messages);
      assertEquals(await Array.fromAsync(a.messages()), [[text("three")]]);
    });
  }
});

Deno.test("ZmtpConnection answers a PING with its context, between messages", async () => {
  const command = (body: Uint8Array) => encodeFrame({ command: true, more: false, body });
  const [ours, theirs] = wire();
  const writer = theirs.writable.getWriter();
  await writer.write(greeting());
  await writer.write(command(encodeReady({ "Socket-Type": "PUB" })));
  const connection = await ZmtpConnection.open(ours, "SUB");
  await writer.write(command(Uint8Array.of(4, ...text("PING"), 0, 9, 65, 66)));
  await writer.write(encodeFrame({ command: false, more: false, body: text("after") }));
  await writer.close();
  assertEquals(await Array.fromAsync(connection.messages()), [[text("after")]]);
  await connection.close();
  const sent = Uint8Array.from((await Array.fromAsync(theirs.readable)).flatMap((c) => [...c]));
  assertEquals([...sent.slice(-9)], [...command(Uint8Array.of(4, ...text("PONG"), 65, 66))]);
});

Deno.test("ZmtpConnection refuses a peer that is none", async () => {
  await assertRejects(
    () => openAgainst(text("HTTP/1.1 400 Bad Request".padEnd(64))),
    SyntaxError,
    "ZMTP",
  );
  const old = greeting();
  old[10] = 2;
  await assertRejects(() => openAgainst(old), RangeError, "it speaks 2");
  const curve = greeting();
  curve.set(text("CURVE"), 12);
  await assertRejects(() => openAgainst(curve), RangeError, '"CURVE"');
  const error = encodeFrame({
    command: true,
    more: false,
    body: Uint8Array.of(5, ...text("ERROR")),
  });
  await assertRejects(() => openAgainst(greeting(), error), SyntaxError, "it says ERROR");
  await assertRejects(() => openAgainst(greeting()), SyntaxError, "no command");
});
