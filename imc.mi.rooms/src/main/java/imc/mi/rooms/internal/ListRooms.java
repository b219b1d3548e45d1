package imc.mi.rooms.internal;

import imc.api.Room;
import imc.api.mi.MiCommand;
import imc.api.mi.MiCommandProperties;
import imc.api.mi.MiException;
import imc.api.mi.MiPage;
import imc.api.room.Rooms;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code imc_list_rooms}: all rooms, private ones too, or some of them. */
@Component
@MiCommandProperties(name = "imc_list_rooms",
        parameters = {"[like] Only rooms whose address or owner has this text in it; * stands for any text",
            "[sort] By room (as if left out), members, owner; -members is the other way round",
            "[from:integer] How many to leave out at the beginning", "[count:integer] How many to list at most"},
        description = "Lists the rooms with their members' number and their owner",
        lines = "ROOM::  URI={room} MEMBERS={members} OWNER={owner}")
public final class ListRooms implements MiCommand {

    private static final Sorting<Listed> SORTING = new Sorting<>(Map.of(
            "room", Comparator.comparing(Listed::name),
            "members", Comparator.comparingInt(Listed::members).thenComparing(Listed::name),
            "owner", Comparator.comparing(Listed::owner).thenComparing(Listed::name)));

    private final Rooms rooms;

    @Activate
    public ListRooms(@Reference Rooms rooms) {
        this.rooms = rooms;
    }

    /** A room, and its name, which is made once: of many rooms nothing else is asked for, unless it is sought. */
    private record Listed(Room room, String name) {

        static Listed of(Room room) {
            return new Listed(room, room.address().toString());
        }

        int members() {
            return room.presentCount();
        }

        String owner() {
            return room.owner().map(owner -> owner.address().toString()).orElse("");
        }

        boolean is(Like like) {
            return like.isEverything() || like.matches(name) || like.matches(owner());
        }

        Map<String, Object> row() {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("room", name);
            row.put("members", members());
            row.put("owner", owner());
            row.put("private", room.isPrivate());
            return row;
        }
    }

    @Override
    public Object execute(Map<String, Object> parameters) throws MiException {
        Comparator<Listed> order = SORTING.order(Objects.toString(parameters.get("sort"), "room"));
        Like like = Like.of(parameters);
        MiPage page = MiPage.of(parameters);
        List<Listed> found = rooms.rooms().map(Listed::of).filter(room -> room.is(like)).sorted(order).toList();
        return page.of(found, Listed::row);
    }
}
