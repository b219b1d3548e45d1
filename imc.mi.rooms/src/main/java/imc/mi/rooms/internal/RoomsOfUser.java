package imc.mi.rooms.internal;

import imc.api.Member;
import imc.api.Role;
import imc.api.SipAddress;
import imc.api.auth.UserListener;
import imc.api.room.Rooms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Tells whoever removes or adds a user in which rooms somebody of that name is a member: who is given the name next
 * hears what is said there. Nobody is taken out of a room for that, since rooms are not this server's users' alone.
 */
@Component
public final class RoomsOfUser implements UserListener {

    private static final int MOST = 100;

    private final Rooms rooms;

    @Activate
    public RoomsOfUser(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    /** Nothing ends in rooms because of a password. */
    @Override
    public void revoked(SipAddress user) {
    }

    @Override
    public Map<String, Object> removed(SipAddress user) {
        return told(user, "he stays in");
    }

    @Override
    public Map<String, Object> added(SipAddress user) {
        return told(user, "somebody of that name is already in");
    }

    private Map<String, Object> told(SipAddress user, String how) {
        List<String> all = rooms.rooms().flatMap(room -> room.member(user).stream()
                .map(member -> room.address() + role(member))).sorted().toList();
        if (all.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("rooms", all.size() > MOST ? all.subList(0, MOST) : all);
        tree.put("in_rooms", how + " " + all.size() + (all.size() == 1 ? " room" : " rooms") + ", and whoever has the "
                + "name next hears what is said there; imc_remove_member ROOM " + user + " takes him out, where he is "
                + "the owner after imc_set_role has made another the owner, or imc_destroy_room ends the room");
        return tree;
    }

    private static String role(Member member) {
        return member.role() == Role.MEMBER ? "" : " (" + member.role().word() + ")";
    }
}
