package com.wattwell.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.connector.ListeningPort;
import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.protocol.dtu.DialectKind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CollectorKindTest {

    private static final CollectorKind.Definition BOX = new CollectorKind.Definition("Acme", "D-1", "TRANSPARENT", "ascii:ACME{id:4d}", "hex:AA55", null,
            120, 9600, 800, 2, "on the roof");

    private Spine spine;
    private CollectorKinds kinds;
    private Caller admin;
    private Caller other;

    @BeforeEach
    void kindsOfTwoCompanies() {
        spine = new Spine();
        kinds = spine.wiring.bean(CollectorKinds.class);
        admin = administrator("li", spine.company);
        other = administrator("wu", spine.sample.company("B"));
    }

    private static Caller administrator(String name, Integer company) {
        return new Caller(name, name, new Scope(company), Set.of(Caller.COMPANY_ADMIN));
    }

    private CollectorKind shipped(String model) {
        return kinds.choices(Scope.ALL).stream().filter(kind -> kind.shipped() && kind.model().equals(model)).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
            "LOGIN:id,                 LOGIN:1001,                                 LOGIN... 1001",
            "id,                       text:2715128681,                            id 2715128681",
            "IMEI,                     355837089512343,                            imei 355837089512343",
            "HF2411 (IMEI),            33 35 35 38 33 37 30 38 39 35 31 32 33 34 33 00 01 02 03, with bytes behind it 355837089512343",
            "ICCID,                    89860012345678901234,                       iccid 89860012345678901234",
            "ICCID (BCD),              hex:98680021436587092143,                   swapped 89860012345678901234",
            "11 位手机号 phone number, 13066668888,                                phone 13066668888",
            "E840 (EMBCSTM),           2017070000000921,                           custom 2017070000000921",
            "PROT,                     78 56 34 12 31 33 30 36 36 36 36 38 38 38 38 00 C0 A8 01 42 00, four-faith 13066668888",
            "DDP,                      hex:7B01001631353832313034393733340A0A0A0A13887B, hongdian 15821049734",
            "桥接 bridge,              hex:AA0131333036363636383838380D,           inhand 13066668888",
            "Q/GDW 1376.1,             68 32 00 32 00 68 C9 00 02 34 12 00 02 71 00 00 01 00 85 16, concentrator 02001234"})
    void everyKindThatShipsFindsItsIdInWhatSuchABoxSends(String model, String sample, String id) {
        CollectorKind kind = shipped(model);
        RegistrationTrial trial = RegistrationTrial.of(sample, kind.dialect().name(), kind.registration(), kind.heartbeat(), List.of());
        assertThat(trial.id()).isNotNull().isEqualTo(id.substring(id.lastIndexOf(' ') + 1));
    }

    @Test
    void aTrialSaysWhatEachPortOfTheInstallationWouldFind() {
        ListeningPort plain = new ListeningPort(8600, DialectKind.TRANSPARENT, false, List.of("ascii:LOGIN:{id:1-32w}[,{token}]"));
        ListeningPort fourFaith = new ListeningPort(8601, DialectKind.FOUR_FAITH_PROT, true, plain.registrations());

        RegistrationTrial trial = RegistrationTrial.of("LOGIN:ab12,s3cret-token", "TRANSPARENT", "ascii:LOGIN:{id:1-32w}[,{token}]", null, List.of(plain, fourFaith));
        assertThat(trial.id()).isEqualTo("AB12");
        assertThat(trial.token()).isTrue();
        assertThat(trial.ports()).containsExactly(new RegistrationTrial.AtPort(plain, "AB12"), new RegistrationTrial.AtPort(fourFaith, null));

        RegistrationTrial foreign = RegistrationTrial.of("BOX#1001", "TRANSPARENT", "ascii:BOX#{id:4d}", null, List.of(plain));
        assertThat(foreign.id()).isEqualTo("1001");
        assertThat(foreign.ports().getFirst().id()).isNull();
    }

    @Test
    void whatIsPastedThatIsNeitherTextNorHexIsRefusedByItsField() {
        for (String sample : new String[] {"", "hex:ABC", "编号1001"}) {
            assertThatThrownBy(() -> RegistrationTrial.of(sample, "TRANSPARENT", "ascii:{id}", null, List.of()))
                    .isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(refused.field()).isEqualTo("sample"));
        }
    }

    @Test
    void aKindOfOnesOwnIsSeenByItsCompanyAloneAndWhatShipsByAll() {
        int id = kinds.create(admin, spine.company, BOX);

        assertThat(kinds.byId(admin.scope(), id)).get().satisfies(kind -> {
            assertThat(kind.definition()).isEqualTo(BOX);
            assertThat(kind.company()).isEqualTo("A");
        });
        assertThat(kinds.byId(other.scope(), id)).isEmpty();
        assertThat(kinds.list(other.scope(), "acme", new Page.Request(1, 10)).total()).isZero();
        assertThat(kinds.list(admin.scope(), "acme", new Page.Request(1, 10)).items()).extracting(CollectorKind::id).containsExactly(id);
        assertThat(kinds.choices(other.scope())).hasSizeGreaterThanOrEqualTo(13).allMatch(CollectorKind::shipped);
    }

    @Test
    void oneIsChangedAndDeletedUnlessACollectorIsOfIt() {
        int id = kinds.create(admin, spine.company, BOX);
        kinds.change(admin, id, new CollectorKind.Definition("Acme", "D-2", "HONGDIAN_DDP", null, null, null, null, null, null, null, null));
        assertThat(kinds.byId(admin.scope(), id).orElseThrow().definition())
                .isEqualTo(new CollectorKind.Definition("Acme", "D-2", "HONGDIAN_DDP", null, null, null, 300, 2400, 2500, 1, ""));

        spine.database.update("update collector set kind_id = ? where id = ?", id, spine.collector);
        assertThat(kinds.byId(admin.scope(), id).orElseThrow().collectors()).isEqualTo(1);
        assertThatThrownBy(() -> kinds.delete(admin, id)).hasMessageContaining("1 collectors are of the kind Acme D-2");

        spine.database.update("update collector set kind_id = null");
        kinds.delete(admin, id);
        assertThat(kinds.byId(admin.scope(), id)).isEmpty();
    }

    @Test
    void whatShipsIsNeverChangedAndOnesOwnOnlyByItsAdministrators() {
        int own = kinds.create(admin, spine.company, BOX);
        int ddp = shipped("DDP").id();
        refused(() -> kinds.change(admin, ddp, BOX), "id", RefusedException.Kind.FORBIDDEN);
        refused(() -> kinds.delete(admin, ddp), "id", RefusedException.Kind.FORBIDDEN);
        refused(() -> kinds.delete(other, own), "id", RefusedException.Kind.NOT_FOUND);
        Caller operator = new Caller("op", "op", admin.scope(), Set.of(Caller.METER_OPERATOR));
        refused(() -> kinds.create(operator, spine.company, BOX), "user", RefusedException.Kind.FORBIDDEN);
        refused(() -> kinds.create(admin, spine.company, BOX), "model", RefusedException.Kind.CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({"make,", "dialect,MODBUS", "registration,", "registration,ascii:LOGIN", "registration,{id}", "heartbeat,ping", "heartbeatAnswer,hex:A",
            "idleSeconds,9", "baud,2401", "firstReplyMillis,0", "lines,17"})
    void aWrongFieldIsNamed(String field, String value) {
        Integer number = value != null && value.matches("\\d+") ? Integer.valueOf(value) : null;
        CollectorKind.Definition wrong = new CollectorKind.Definition(field.equals("make") ? value : BOX.make(), BOX.model(),
                field.equals("dialect") ? value : BOX.dialect(), field.equals("registration") ? value : BOX.registration(),
                field.equals("heartbeat") ? value : null, field.equals("heartbeatAnswer") ? value : null, field.equals("idleSeconds") ? number : null,
                field.equals("baud") ? number : null, field.equals("firstReplyMillis") ? number : null, field.equals("lines") ? number : null, null);
        refused(() -> kinds.create(admin, spine.company, wrong), field, RefusedException.Kind.INVALID);
    }

    @Test
    void aDialectWithALoginOfItsOwnTakesNoPattern() {
        refused(() -> kinds.create(admin, spine.company, new CollectorKind.Definition("A", "B", "FOUR_FAITH_PROT", "ascii:{id}", null, null, null, null, null, null, null)),
                "registration", RefusedException.Kind.INVALID);
    }

    @Test
    void everyKindThatShipsGoesOutAsAFileAndComesBackTheSame() {
        assertThat(kinds.choices(Scope.ALL)).allSatisfy(kind -> {
            CollectorKind.Definition read = CollectorKindJson.read(CollectorKindJson.write(kind));
            assertThat(read).isEqualTo(kind.definition());
            int imported = kinds.create(admin, spine.company, read);
            assertThat(kinds.byId(admin.scope(), imported).orElseThrow().definition()).isEqualTo(kind.definition());
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"''|1 to 16384 characters", "{|", "[]|", "{\"make\":1}|make must be a text", "{\"baud\":\"2400\"}|baud must be a whole number",
            "{\"baud\":99999999999}|baud must be a whole number", "{\"colour\":\"red\"}|no field colour"})
    void aFileThatIsNoKindIsRefusedAndSaysWhy(String file, String why) {
        assertThatThrownBy(() -> CollectorKindJson.read(file)).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.field()).isEqualTo("file");
            assertThat(refused.getMessage()).contains(why == null ? "" : why);
        });
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String field, RefusedException.Kind kind) {
        assertThatThrownBy(action).isInstanceOfSatisfying(RefusedException.class, refused -> {
            assertThat(refused.field()).as(refused.getMessage()).isEqualTo(field);
            assertThat(refused.kind()).isEqualTo(kind);
        });
    }
}
