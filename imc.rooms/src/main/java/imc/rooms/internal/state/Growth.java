package imc.rooms.internal.state;

import imc.api.Member;
import imc.api.Role;
import imc.api.Room;
import imc.api.SipAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * What a batch of changes adds to what there is. It counts from the moment that it is allowed, so that nobody else is
 * given the same place, and ends with the batch: from then on what became of the room counts instead. A batch that
 * takes away leaves room for others when it is durable, not before. For one thread at a time.
 */
public final class Growth {

    private final Memberships memberships;
    private final Room base;
    private int rooms;
    private int members;
    private List<SipAddress> owners = List.of();
    private int keptRooms;
    private int keptMembers;
    private int keptOwners;

    /** @param base the room as it is stored; null for none */
    Growth(Memberships memberships, Room base) {
        this.memberships = memberships;
        this.base = base;
    }

    /** Takes the place of a room; false if there are as many as there may be. */
    public boolean room(int max) {
        if (base == null && rooms == 0) {
            if (!memberships.takeRoom(max)) {
                return false;
            }
            rooms = 1;
        }
        return true;
    }

    /** Takes the places that the room needs for so many members and invitations; false if there are too few. */
    public boolean members(int size, int max) {
        int more = size - members - (base == null ? 0 : base.members().size());
        if (more > 0) {
            if (!memberships.take(more, max)) {
                return false;
            }
            members += more;
        }
        return true;
    }

    /** How many of so many places are left for whoever is to take one. */
    public int left(int max) {
        return max - memberships.total();
    }

    /** How many the room's owner has brought together in all his rooms, or whoever is in one without an owner. */
    public int companions() {
        return base == null ? 0 : base.owner().map(owner -> memberships.companions(owner.address()))
                .orElse(base.members().size());
    }

    /** Makes the user the room's owner; false if he owns as many as he may. */
    public boolean owner(SipAddress user, int max) {
        if (isOwner(base, user) || owners.contains(user)) {
            return true;
        }
        if (!memberships.takeOwned(user, max)) {
            return false;
        }
        List<SipAddress> more = new ArrayList<>(owners);
        more.add(user);
        owners = more;
        return true;
    }

    private static boolean isOwner(Room room, SipAddress user) {
        return room != null && room.member(user).map(Member::role).filter(Role.OWNER::equals).isPresent();
    }

    /** A step of the batch is allowed, with all that it took. */
    public void keep() {
        keptRooms = rooms;
        keptMembers = members;
        keptOwners = owners.size();
    }

    /** A step of the batch is refused: gives back what it took. */
    public void giveBack() {
        memberships.giveBack(rooms - keptRooms, members - keptMembers);
        rooms = keptRooms;
        members = keptMembers;
        List<SipAddress> refused = owners.subList(keptOwners, owners.size());
        refused.forEach(memberships::giveBackOwned);
        owners = keptOwners == 0 ? List.of() : owners.subList(0, keptOwners);
    }

    /** The batch has ended, or there is none: gives back what nothing has become of. */
    public void end() {
        keptRooms = 0;
        keptMembers = 0;
        keptOwners = 0;
        giveBack();
    }

    /** The places of rooms that were taken, which count elsewhere from now on. */
    int handOverRooms() {
        int taken = rooms;
        rooms = 0;
        return taken;
    }

    int handOverMembers() {
        int taken = members;
        members = 0;
        return taken;
    }

    boolean handOverOwner(SipAddress user) {
        return !owners.isEmpty() && owners.remove(user);
    }
}
