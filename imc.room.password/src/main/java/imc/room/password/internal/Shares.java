package imc.room.password.internal;

import imc.api.SipAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who has a hash made or waiting: one of each user at a time, and a quarter of all that may wait for one room. So one
 * user holds up another by a single hash, and those who try one room do not hold up all others. Safe for use by many
 * threads.
 */
final class Shares {

    private final int mostOfRoom;
    private final Set<SipAddress> users = new HashSet<>();
    private final Map<SipAddress, Integer> rooms = new HashMap<>();

    Shares(int mostOfRoom) {
        this.mostOfRoom = mostOfRoom;
    }

    /**
     * Takes a share, which is given back by {@link #end}; whether there was one.
     *
     * @param room empty for who sets a password: those who try that of his room do not keep him from it
     */
    synchronized boolean begin(SipAddress user, Optional<SipAddress> room) {
        if (users.contains(user) || room.filter(one -> rooms.getOrDefault(one, 0) >= mostOfRoom).isPresent()) {
            return false;
        }
        users.add(user);
        room.ifPresent(one -> rooms.merge(one, 1, Integer::sum));
        return true;
    }

    synchronized void end(SipAddress user, Optional<SipAddress> room) {
        users.remove(user);
        room.ifPresent(one -> rooms.computeIfPresent(one, (same, open) -> open == 1 ? null : open - 1));
    }
}
