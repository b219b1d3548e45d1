package imc.rooms.internal.turn;

import imc.api.Room;
import imc.api.SipAddress;
import imc.rooms.internal.state.Growth;
import imc.rooms.internal.store.Commits;
import java.util.List;

/**
 * A batch that a store was given: what it makes of the room, and of the commands.
 *
 * @param next the room when it is durable; null for no room
 */
record Stored(SipAddress room, Room next, Growth growth, List<Decided> decided, Commits.Commit commit) {
}
