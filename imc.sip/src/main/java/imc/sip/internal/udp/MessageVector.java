package imc.sip.internal.udp;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What sendmmsg(2) and recvmmsg(2) are given, as a Linux of 64 bits lays it out: a {@code struct mmsghdr} for each
 * message, and what those point to. A message of several datagrams is one with {@code UDP_SEGMENT} (udp(7)): the system
 * cuts it into datagrams of that size, of which the last may be shorter. For one thread.
 */
final class MessageVector {

    private static final int MESSAGE = 64;
    private static final int NAME_LENGTH = 8;
    private static final int PARTS = 16;
    private static final int PART_COUNT = 24;
    private static final int CONTROL = 32;
    private static final int CONTROL_LENGTH = 40;
    private static final int LENGTH = 56;

    private static final int PART = 16;
    private static final int NAME = 32;
    private static final int CONTROL_MESSAGE = 24;
    private static final long USED_CONTROL = 18;
    private static final int SOL_UDP = 17;
    private static final int UDP_SEGMENT = 103;

    private final ByteBuffer memory;
    private final long address;
    private final int parts;
    private final int names;
    private final int controls;
    private int messageCount;
    private int partCount;

    /** @param size how many datagrams at most */
    MessageVector(int size) {
        parts = MESSAGE * size;
        names = parts + PART * size;
        controls = names + NAME * size;
        memory = ByteBuffer.allocateDirect(controls + CONTROL_MESSAGE * size).order(ByteOrder.nativeOrder());
        address = addressOf(memory);
    }

    /** Where the memory of a direct buffer begins. */
    static long addressOf(ByteBuffer direct) {
        return Pointer.nativeValue(Native.getDirectBufferPointer(direct));
    }

    void clear() {
        messageCount = 0;
        partCount = 0;
    }

    /** Begins a message. */
    void message(InetSocketAddress receiver, boolean asIpv6) {
        int at = MESSAGE * messageCount;
        int name = names + NAME * messageCount;
        int length = SystemAddress.write(receiver, asIpv6, memory, name);
        memory.putLong(at, address + name).putLong(at + NAME_LENGTH, length)
                .putLong(at + PARTS, address + parts + PART * partCount).putLong(at + PART_COUNT, 0)
                .putLong(at + CONTROL, 0).putLong(at + CONTROL_LENGTH, 0).putLong(at + 48, 0).putLong(at + LENGTH, 0);
        messageCount++;
    }

    /** Adds room for a message of one datagram that is to be received. */
    void room(long start, int length) {
        int at = MESSAGE * messageCount;
        memory.putLong(at, address + names + NAME * messageCount)
                .putLong(at + PARTS, address + parts + PART * partCount).putLong(at + PART_COUNT, 0);
        messageCount++;
        datagram(start, length);
        empty(messageCount - 1);
    }

    /** Has room for another sender's address. */
    void empty(int message) {
        memory.putInt(MESSAGE * message + NAME_LENGTH, NAME);
    }

    /** How long a message is that was received. */
    int length(int message) {
        return memory.getInt(MESSAGE * message + LENGTH);
    }

    /** Copies the address of who sent a message, as much as there is room for. */
    void copySender(int message, byte[] to) {
        memory.get(names + NAME * message, to);
    }

    /** Adds a datagram to the message that was begun last. */
    void datagram(long start, int length) {
        int at = MESSAGE * (messageCount - 1);
        memory.putLong(parts + PART * partCount, start).putLong(parts + PART * partCount + 8, length);
        memory.putLong(at + PART_COUNT, memory.getLong(at + PART_COUNT) + 1);
        partCount++;
    }

    /** The message that was begun last is several datagrams of this length, but for the last. */
    void segments(int length) {
        int at = MESSAGE * (messageCount - 1);
        int control = controls + CONTROL_MESSAGE * (messageCount - 1);
        memory.putLong(control, USED_CONTROL).putInt(control + 8, SOL_UDP).putInt(control + 12, UDP_SEGMENT)
                .putLong(control + 16, 0).putShort(control + 16, (short) length);
        memory.putLong(at + CONTROL, address + control).putLong(at + CONTROL_LENGTH, CONTROL_MESSAGE);
    }

    int messageCount() {
        return messageCount;
    }

    /** Where a message stands. */
    long address(int message) {
        return address + (long) MESSAGE * message;
    }
}
