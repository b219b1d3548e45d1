package imc.rooms.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The contract once more, in the plainest way: rooms are maps, roles are words, and a rule is a line. It shares nothing
 * with the engine; the engine has to come to the same outcome.
 */
final class ContractModel {

    /** What a call must come to: the code, and who is told what. */
    record Outcome(int code, List<String> told) {
    }

    /**
     * A call: who, for which room, which command, with which words behind it (empty for none), and whether it is sent
     * to the manager.
     */
    record Call(String sender, String room, String command, String user, String word, boolean isToManager) {

        String text() {
            String line = command.isEmpty() ? "hello" : "#" + command;
            String named = isToManager && !command.equals("rooms") ? " " + room : "";
            String words = (user.isEmpty() ? "" : " " + user) + (word.isEmpty() ? "" : " " + word);
            return line + (command.equals("create") ? named + words : words + named);
        }

        String addressed() {
            return isToManager ? "chat-manager" : room;
        }
    }

    private static final class Chat {
        private final boolean isPrivate;
        private final Map<String, String> roles = new LinkedHashMap<>();
        private final Map<String, String> inviters = new TreeMap<>();
        private final Map<String, Integer> missed = new TreeMap<>();
        private final Set<String> reported = new HashSet<>();
        private final Map<String, String> marks = new TreeMap<>();
        private String mark = "";

        Chat(boolean isPrivate) {
            this.isPrivate = isPrivate;
        }

        List<String> present() {
            return roles.keySet().stream().filter(user -> !roles.get(user).equals("invited")).toList();
        }

        boolean has(String user) {
            return present().contains(user);
        }

        boolean governs(String user) {
            return Set.of("owner", "admin").contains(roles.getOrDefault(user, ""));
        }
    }

    private final Map<String, Chat> rooms = new TreeMap<>();
    private final Set<String> away;
    private final boolean createOnJoin;
    private final boolean checkOnCreate;
    private final String ownerLeave;
    private final int maxFailures;
    private final boolean removes;
    /** Whom the transport does not know. */
    private final Set<String> strangers;
    private final int maxRoomsPerUser;
    private final int maxMembers;
    private boolean wasInARoom;
    private List<String> told;
    private List<String> copies;
    private Call call;

    ContractModel(Set<String> away, boolean createOnJoin, boolean checkOnCreate, String ownerLeave, int maxFailures,
            String onFailure, Set<String> strangers, int maxRoomsPerUser, int maxMembers) {
        this.strangers = strangers;
        this.maxRoomsPerUser = maxRoomsPerUser;
        this.maxMembers = maxMembers;
        this.away = away;
        this.createOnJoin = createOnJoin;
        this.checkOnCreate = checkOnCreate;
        this.ownerLeave = ownerLeave;
        this.maxFailures = maxFailures;
        this.removes = onFailure.equals("remove");
    }

    Outcome run(Call next) {
        call = next;
        told = new ArrayList<>();
        copies = new ArrayList<>();
        Chat chat = rooms.get(call.room());
        wasInARoom = isInARoom();
        int code = switch (call.command()) {
            case "" -> message(chat);
            case "create" -> create(chat);
            case "join" -> join(chat);
            case "invite", "add" -> invite(chat);
            case "accept" -> answerInvitation(chat, -61);
            case "reject" -> answerInvitation(chat, -71);
            case "remove" -> remove(chat);
            case "leave" -> leave(chat);
            case "destroy" -> destroy(chat);
            case "members" -> members(chat);
            case "rooms" -> listRooms();
            case "modify" -> modify(chat);
            case "mark" -> mark(chat);
            default -> throw new IllegalArgumentException(call.command());
        };
        if (maxFailures > 0 && rooms.containsKey(call.room())) {
            count(rooms.get(call.room()));
        }
        // who is gone takes his properties along
        rooms.values().forEach(each -> each.marks.keySet().retainAll(each.roles.keySet()));
        return new Outcome(code, told);
    }

    /** What the copies come to that did not reach somebody who is in the room by now. */
    private void count(Chat chat) {
        chat.missed.keySet().retainAll(chat.present());
        chat.reported.retainAll(chat.present());
        List<String> lost = copies.stream().filter(user -> away.contains(user) && chat.has(user)).toList();
        lost.forEach(user -> chat.missed.merge(user, 1, Integer::sum));
        for (String user : Set.copyOf(lost)) {
            boolean isKnown = chat.reported.contains(user);
            if (chat.missed.get(user) < maxFailures || chat.roles.get(user).equals("owner") || isKnown && !removes) {
                continue;
            }
            if (!isKnown) {
                tell(chat.roles.keySet().stream().filter(each -> chat.roles.get(each).equals("owner")).toList(), "*** ["
                        + user + "] could not be reached " + chat.missed.get(user) + " times in a row (480 refused)");
                chat.reported.add(user);
            }
            if (removes) {
                chat.roles.remove(user);
                chat.missed.remove(user);
                chat.reported.remove(user);
                tell(List.of(user), "*** You have been removed from the room");
                tell(chat.present(), "*** [" + user + "] has left the room");
            }
        }
    }

    /** Rooms with their members' roles, and the properties of both, as they must be stored. */
    Map<String, Map<String, String>> state() {
        Map<String, Map<String, String>> state = new TreeMap<>();
        rooms.forEach((name, chat) -> {
            Map<String, String> users = new TreeMap<>(chat.roles);
            users.replaceAll((user, role) -> role + " " + chat.marks.getOrDefault(user, ""));
            state.put(name + (chat.isPrivate ? " private " : " ") + chat.mark, users);
        });
        return state;
    }

    private void tell(List<String> receivers, String text) {
        copies.addAll(receivers);
        if (!receivers.isEmpty()) {
            told.add(call.room() + " -> " + String.join(", ", receivers) + ": " + text);
        }
    }

    private boolean isInARoom() {
        return rooms.values().stream().anyMatch(chat -> chat.roles.containsKey(call.sender()));
    }

    private boolean isReached() {
        return !strangers.contains(call.sender()) || wasInARoom || isInARoom();
    }

    /** What answers the sender comes from whom he wrote to; it goes to nobody who may be anybody. */
    private void answer(String text) {
        if (!isReached()) {
            return;
        }
        if (call.isToManager()) {
            told.add("chat-manager -> " + call.sender() + ": " + text);
        } else {
            tell(List.of(call.sender()), text);
        }
    }

    private int refuse(int code, String text) {
        answer("*** " + text);
        return code;
    }

    private long owned(String user) {
        return rooms.values().stream().filter(chat -> chat.roles.getOrDefault(user, "").equals("owner")).count();
    }

    private boolean isFull(Chat chat, String user) {
        return !chat.roles.containsKey(user) && chat.roles.size() >= maxMembers;
    }

    private int full(Chat chat, int code) {
        return refuse(code, "The room is full: it has " + chat.roles.size() + " members and invitations, at most "
                + maxMembers + " are allowed");
    }

    private int noRoom(int code) {
        return refuse(code, "Room not found");
    }

    private int notMember(int code) {
        return refuse(code, "You are not a member of this room");
    }

    private int message(Chat chat) {
        if (chat == null) {
            return noRoom(-201);
        }
        if (!chat.roles.containsKey(call.sender())) {
            return notMember(-202);
        }
        if (!chat.has(call.sender())) {
            return refuse(-203, "You have not accepted the invitation to this room yet");
        }
        tell(chat.present().stream().filter(user -> !user.equals(call.sender())).toList(),
                "[" + call.sender() + "]: " + call.text());
        return 1;
    }

    private int newRoom(boolean isPrivate) {
        if (owned(call.sender()) >= maxRoomsPerUser) {
            return refuse(call.command().equals("create") ? -37 : -46,
                    "You own as many rooms as you may: at most " + maxRoomsPerUser + " are allowed");
        }
        Chat chat = new Chat(isPrivate);
        chat.roles.put(call.sender(), "owner");
        rooms.put(call.room(), chat);
        answer("*** Room was created");
        return 1;
    }

    private int enter(Chat chat, String user) {
        chat.roles.put(user, "member");
        chat.inviters.remove(user);
        tell(chat.present(), "*** [" + user + "] has joined the room");
        return 1;
    }

    private int create(Chat chat) {
        if (chat == null) {
            return newRoom(call.word().equals("private"));
        }
        if (chat.isPrivate) {
            return refuse(-32, "A private room with the same name already exists");
        }
        if (checkOnCreate) {
            return refuse(-31, "Room already exists");
        }
        if (chat.has(call.sender())) {
            answer("*** Room already exists and you are a member");
            return 1;
        }
        return isFull(chat, call.sender()) ? full(chat, -36) : enter(chat, call.sender());
    }

    private int join(Chat chat) {
        if (chat == null) {
            return createOnJoin ? newRoom(false) : noRoom(-41);
        }
        if (chat.has(call.sender())) {
            answer("*** You are in the room already");
            return 1;
        }
        if (chat.isPrivate && !chat.roles.containsKey(call.sender())) {
            refuse(-42, "Private rooms are by invitation only. Room owners have been notified.");
            tell(chat.present(), "*** [" + call.sender() + "] attempted to join the room");
            return -42;
        }
        return isFull(chat, call.sender()) ? full(chat, -45) : enter(chat, call.sender());
    }

    private int invite(Chat chat) {
        if (call.user().isEmpty()) {
            return refuse(-51, "No user given");
        }
        if (chat == null) {
            return noRoom(-53);
        }
        if (!chat.has(call.sender())) {
            return notMember(-54);
        }
        if (!chat.governs(call.sender())) {
            return refuse(-55, "Only the owner and admins may add members to this room");
        }
        if (chat.has(call.user())) {
            return refuse(-56, "The user is already a member");
        }
        if (call.command().equals("add")) {
            return isFull(chat, call.user()) ? full(chat, -58) : enter(chat, call.user());
        }
        if (chat.roles.containsKey(call.user())) {
            return refuse(-57, "The user is already invited");
        }
        if (isFull(chat, call.user())) {
            return full(chat, -58);
        }
        chat.roles.put(call.user(), "invited");
        chat.inviters.put(call.user(), call.sender());
        tell(List.of(call.user()), "*** [" + call.sender()
                + "] invites you to join the room (send '#accept' or '#reject')");
        if (away.contains(call.user())) {
            chat.roles.remove(call.user());
            tell(List.of(call.sender()), "*** [" + call.user() + "] is not registered");
        }
        return 1;
    }

    private int answerInvitation(Chat chat, int noRoom) {
        if (chat == null) {
            return noRoom(noRoom);
        }
        if (!chat.roles.getOrDefault(call.sender(), "").equals("invited")) {
            return refuse(noRoom - 1, "You have not been invited to this room");
        }
        if (call.command().equals("accept")) {
            return enter(chat, call.sender());
        }
        chat.roles.remove(call.sender());
        tell(List.of(chat.inviters.remove(call.sender())), "*** [" + call.sender() + "] has declined the invitation");
        return 1;
    }

    private int remove(Chat chat) {
        if (call.user().isEmpty()) {
            return refuse(-81, "No user given");
        }
        if (chat == null) {
            return noRoom(-83);
        }
        if (!chat.has(call.sender())) {
            return notMember(-84);
        }
        if (!chat.governs(call.sender())) {
            return refuse(-85, "Only the owner and admins may remove members of this room");
        }
        String role = chat.roles.get(call.user());
        if (role == null) {
            return refuse(-86, "No such member");
        }
        if (role.equals("owner")) {
            return refuse(-87, "The room's owner cannot be removed");
        }
        chat.roles.remove(call.user());
        chat.inviters.remove(call.user());
        if (call.user().equals(call.sender())) {
            answer("*** You have been removed from the room");
        } else {
            tell(List.of(call.user()), "*** You have been removed from the room");
        }
        if (!role.equals("invited")) {
            tell(chat.present(), "*** [" + call.user() + "] has left the room");
        }
        return 1;
    }

    private int leave(Chat chat) {
        if (chat == null) {
            return noRoom(-91);
        }
        if (!chat.has(call.sender())) {
            return notMember(-92);
        }
        if (chat.roles.get(call.sender()).equals("owner")) {
            String heir = heir(chat);
            if (ownerLeave.equals("refuse")) {
                return refuse(-93,
                        "You are the room's owner and cannot leave. Use #destroy if you wish to destroy the room.");
            }
            if (ownerLeave.equals("destroy") || heir == null) {
                return end(chat);
            }
            depart(chat);
            chat.roles.put(heir, "owner");
            tell(chat.present(), "*** [" + heir + "] is now owner");
            return 1;
        }
        return depart(chat);
    }

    private int depart(Chat chat) {
        tell(chat.present(), "*** [" + call.sender() + "] has left the room");
        chat.roles.remove(call.sender());
        return 1;
    }

    private String heir(Chat chat) {
        for (String role : List.of("admin", "member")) {
            for (Map.Entry<String, String> each : chat.roles.entrySet()) {
                if (each.getValue().equals(role)) {
                    return each.getKey();
                }
            }
        }
        return null;
    }

    private int end(Chat chat) {
        rooms.remove(call.room());
        tell(chat.present(), "*** Room has been destroyed");
        return 1;
    }

    private int destroy(Chat chat) {
        if (chat == null) {
            return noRoom(-111);
        }
        if (!chat.has(call.sender())) {
            return notMember(-112);
        }
        if (!chat.roles.get(call.sender()).equals("owner")) {
            return refuse(-113, "Only the owner may destroy the room");
        }
        return end(chat);
    }

    private int mark(Chat chat) {
        if (chat == null || !chat.has(call.sender())) {
            return notMember(-92);
        }
        chat.mark = call.word().equals("none") ? "" : call.word();
        chat.marks.put(call.sender(), chat.mark);
        return 1;
    }

    private int members(Chat chat) {
        if (chat == null) {
            return noRoom(-101);
        }
        if (!chat.has(call.sender())) {
            return notMember(-102);
        }
        Map<String, String> marks = Map.of("owner", "*", "admin", "~", "member", "");
        answer(chat.present().stream()
                .map(user -> "\n" + marks.get(chat.roles.get(user)) + "[" + user + "]")
                .collect(Collectors.joining("", "Members:", "")));
        return 1;
    }

    private int listRooms() {
        if (!isReached()) {
            return -21;
        }
        String listed = rooms.entrySet().stream()
                .filter(room -> !room.getValue().isPrivate || room.getValue().has(call.sender()))
                .map(room -> "\n[" + room.getKey() + "]").collect(Collectors.joining());
        answer(listed.isEmpty() ? "*** There are no rooms" : "Rooms:" + listed);
        return 1;
    }

    private int modify(Chat chat) {
        if (call.user().isEmpty()) {
            return refuse(-121, "No user given");
        }
        if (call.word().isEmpty()) {
            return refuse(-122, "No role given");
        }
        if (!Set.of("owner", "admin", "member").contains(call.word())) {
            return refuse(-123, "No such role: owner, admin and member are possible");
        }
        if (chat == null) {
            return noRoom(-124);
        }
        if (!chat.has(call.sender())) {
            return notMember(-125);
        }
        if (!chat.governs(call.sender())) {
            return refuse(-126, "You may not give this role");
        }
        if (!chat.has(call.user())) {
            return refuse(-127, "No such member");
        }
        boolean isOwner = chat.roles.get(call.sender()).equals("owner");
        boolean concernsOwner = call.word().equals("owner") || chat.roles.get(call.user()).equals("owner");
        if (concernsOwner && (!isOwner || call.user().equals(call.sender()))) {
            return refuse(-126, "You may not give this role");
        }
        if (call.word().equals("owner") && owned(call.user()) >= maxRoomsPerUser) {
            return refuse(-128, "The user owns as many rooms as a user may: "
                    + "at most " + maxRoomsPerUser + " are allowed");
        }
        chat.roles.put(call.user(), call.word());
        if (call.word().equals("owner")) {
            chat.roles.put(call.sender(), "admin");
        }
        tell(chat.present(), "*** [" + call.user() + "] is now " + call.word());
        return 1;
    }
}
