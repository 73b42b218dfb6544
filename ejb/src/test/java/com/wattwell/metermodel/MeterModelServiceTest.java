package com.wattwell.metermodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.wattwell.identity.Caller;
import com.wattwell.identity.Scope;
import com.wattwell.platform.Page;
import com.wattwell.platform.RefusedException;
import com.wattwell.platform.Spine;
import com.wattwell.platform.Vault;
import com.wattwell.protocol.MeterRequest.Credentials;
import com.wattwell.protocol.MeterRequest.SupplyAction;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Meter models as an admin makes, changes, exports and imports them. */
class MeterModelServiceTest {

    private Spine spine;
    private Caller admin;
    private MeterModelService service;
    private MeterModelQueries queries;

    @BeforeEach
    void aCompanyWithAnAdministrator() {
        spine = new Spine();
        admin = new Caller("wang", "Wang", new Scope(spine.company), Set.of(Caller.COMPANY_ADMIN));
        service = spine.wiring.bean(MeterModelService.class);
        queries = spine.wiring.bean(MeterModelQueries.class);
    }

    private MeterModel shipped(String code) {
        return queries.byCode(spine.company, code).orElseThrow();
    }

    private MeterModel own(int id) {
        return queries.byId(admin.scope(), id).orElseThrow();
    }

    private static String refusedField(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        String[] field = new String[1];
        assertThatThrownBy(call).isInstanceOfSatisfying(RefusedException.class, refused -> field[0] = refused.field());
        return field[0];
    }

    @Test
    void aSetForTheMakesOfTheMissionShips() {
        List<String> makes = queries.list(admin.scope(), null, null, new Page.Request(1, 100)).items().stream().map(row -> row.model().make()).distinct().toList();

        assertThat(makes).contains("Longdian", "Sanxing (Ningbo)", "Hengtong", "Wasion", "Haoningda", "Holley", "ABB", "Schlumberger", "CJ/T 188", "EN 13757");
        assertThat(shipped("STANDARD.DLT645_2007").items()).extracting(MeterModel.Item::item).contains("00010000", "00900200");
    }

    @Test
    void whatShippedBeforeIsNotWrittenAgainAtTheNextStart() {
        int version = shipped("HOLLEY.DDSY").version();
        spine.wiring.bean(ShippedModels.class).bring();

        assertThat(shipped("HOLLEY.DDSY").version()).isEqualTo(version);
    }

    @Test
    void aModelThatShipsIsCopiedAndTheCopyChanged() {
        MeterModel holley = shipped("HOLLEY.DDSY");
        assertThatThrownBy(() -> service.change(admin, holley, Map.of())).isInstanceOf(RefusedException.class).hasMessageContaining("copy it");

        int copy = service.copy(admin, holley.id(), spine.company, "OUR.HOLLEY", "Ours");
        MeterModel ours = own(copy);
        assertThat(ours.items()).isEqualTo(holley.items());
        assertThat(spine.wiring.bean(MeterPasswords.class).of(0, ours, 2)).contains(new Credentials(2, "000000", "00000000"));

        service.change(admin, MeterModelService.with(ours, copy, spine.company, ours.version()), Map.of(2, "123456"));
        assertThat(own(copy).version()).isEqualTo(ours.version() + 1);
        assertThat(spine.wiring.bean(MeterPasswords.class).of(0, own(copy), 2)).contains(new Credentials(2, "123456", "00000000"));
        assertThat(refusedField(() -> service.change(admin, ours, Map.of()))).isEqualTo("version");
    }

    @Test
    void passwordsStandInTheDatabaseSealedAndOnlyInTheirPlace() {
        int copy = service.copy(admin, shipped("HOLLEY.DDSY").id(), spine.company, "OURS", "Ours");
        service.change(admin, own(copy), Map.of(3, "271828"));

        byte[] sealed = spine.database.one("select sealed from meter_model_password where model_id = ? and level = 3", row -> row.getBytes(1), copy);
        assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("271828");
        spine.database.update("update meter_model_password set sealed = ? where model_id = ? and level = 2", sealed, copy);
        assertThatThrownBy(() -> spine.wiring.bean(MeterPasswords.class).of(0, own(copy), 2)).isInstanceOf(IllegalStateException.class).hasMessageContaining("does not open");
    }

    @Test
    void aMetersOwnPasswordGoesBeforeItsModels() {
        MeterPasswords passwords = spine.wiring.bean(MeterPasswords.class);
        MeterModel standard = shipped("STANDARD.DLT645_2007");
        passwords.keepForMeter(spine.meter, spine.company, 2, "654321");

        assertThat(passwords.of(spine.meter, standard, 2)).map(Credentials::password).contains("654321");
        assertThat(passwords.of(spine.otherMeter, standard, 2)).map(Credentials::password).contains("000000");
        assertThat(passwords.of(spine.meter, standard, 7)).isEmpty();
    }

    @Test
    void anExportComesInAgainUnchangedButForItsPasswords() {
        int copy = service.copy(admin, shipped("WATER.CJT188.HIGH_FIRST").id(), spine.company, "OUR.WATER", "Ours");
        String document = service.export(admin, List.of(copy));
        assertThat(document).contains("\"diHighFirst\": true").doesNotContain("password");
        MeterModel before = own(copy);
        service.delete(admin, copy);

        assertThat(service.importAll(admin, spine.company, document, true)).containsExactly(new MeterModelService.Imported("OUR.WATER", false, null));
        assertThat(queries.byCode(spine.company, "OUR.WATER")).as("a dry run writes nothing").isEmpty();
        service.importAll(admin, spine.company, document, false);

        MeterModel after = queries.byCode(spine.company, "OUR.WATER").orElseThrow();
        assertThat(MeterModelService.with(after, before.id(), before.companyId(), before.version())).isEqualTo(before);
    }

    @Test
    void oneWrongModelKeepsTheWholeImportOutAndSaysWhatIsWrong() {
        String document = """
                {"meterModels": [
                  {"code": "GOOD", "make": "M", "name": "N", "protocol": "DLT645_2007", "items": {"00010000": "ACTIVE_ENERGY_FORWARD"}, "passwords": {"2": "111111"}},
                  {"code": "BAD", "make": "M", "name": "N", "protocol": "DLT645_2007", "items": {"0001": "ACTIVE_ENERGY_FORWARD"}}]}""";

        List<MeterModelService.Imported> told = service.importAll(admin, spine.company, document, false);

        assertThat(told.get(0).problem()).isNull();
        assertThat(told.get(1).problem()).hasMessageStartingWith("items.0001 is no item of the protocol");
        assertThat(queries.byCode(spine.company, "GOOD")).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefusedByTheNameOfItsField() {
        String model = "{\"code\":\"A\",\"make\":\"M\",\"name\":\"N\",\"protocol\":\"DLT645_2007\"%s}";
        Map.of(",\"bauds\":1", "bauds", ",\"baud\":1234", "baud", ",\"preamble\":17", "preamble", ",\"controlWords\":{\"TRIP\":\"1A2B\"}", "controlWords.TRIP",
                ",\"items\":{\"00010000\":\"NOTHING\"}", "items.00010000", ",\"passwords\":{\"2\":\"12345\"}", "passwords",
                ",\"memory\":{\"DAILY_FREEZE\":0}", "memory.DAILY_FREEZE", ",\"supply\":\"VALV\"", "supply", ",\"operator\":\"1\"", "operator")
                .forEach((wrong, field) -> assertThat(service.importAll(admin, spine.company, model.formatted(wrong), true).getFirst().problem()).as(wrong).hasMessageStartingWith(field));
        assertThat(service.importAll(admin, spine.company, "{\"code\":\"A\",\"make\":\"M\",\"name\":\"N\",\"protocol\":\"DLT645_1997\",\"supply\":\"RELAY\"}", true)
                .getFirst().problem().getMessage()).startsWith("supply must be NONE");
        assertThat(refusedField(() -> service.importAll(admin, spine.company, "{", true))).isEqualTo("document");
    }

    @Test
    void oneCompanyNeitherSeesNorUsesAnothersModels() {
        int copy = service.copy(admin, shipped("HOLLEY.DDSY").id(), spine.company, "OURS", "Ours");
        Caller other = new Caller("li", "Li", new Scope(spine.sample.company("B")), Set.of(Caller.COMPANY_ADMIN));

        assertThat(queries.byId(other.scope(), copy)).isEmpty();
        assertThat(queries.list(other.scope(), "OURS", null, new Page.Request(1, 10)).total()).isZero();
        assertThatThrownBy(() -> service.delete(other, copy)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> service.copy(other, copy, other.scope().companyId(), "STOLEN", "x")).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> service.copy(other, shipped("HOLLEY.DDSY").id(), spine.company, "PUT", "x")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aModelWithMetersStays() {
        int copy = service.copy(admin, shipped("STANDARD.DLT645_2007").id(), spine.company, "OURS", "Ours");
        spine.database.update("update meter set model_id = ? where id = ?", copy, spine.meter);

        assertThatThrownBy(() -> service.delete(admin, copy)).isInstanceOf(RefusedException.class).hasMessageContaining("1 meters");
        MeterModel ours = own(copy);
        assertThat(ours.switches(SupplyAction.KEEP_POWER_ON)).isTrue();
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }

    @Test
    void aModelIsMadeAndChangedByItsDocumentAndAPasswordForgottenByAnEmptyOne() {
        int id = service.create(admin, spine.company, json("{\"code\":\"A\",\"make\":\"M\",\"name\":\"N\",\"protocol\":\"DLT645_2007\",\"passwords\":{\"2\":\"111111\",\"4\":\"222222\"}}"));
        assertThat(queries.passwordLevels(id)).containsExactly(2, 4);

        JsonObject document = service.document(own(id));
        assertThat(document).doesNotContainKey("passwords");
        service.change(admin, id, 1, Json.createObjectBuilder(document).add("baud", 9600).add("passwords", json("{\"2\":\"\"}")).build());

        assertThat(own(id).baud()).isEqualTo(9600);
        assertThat(queries.passwordLevels(id)).containsExactly(4);
        assertThat(refusedField(() -> service.change(admin, id, 1, document))).as("somebody changed it meanwhile").isEqualTo("version");
        assertThat(refusedField(() -> service.create(admin, spine.company, json("{\"code\":\"B\",\"make\":\"M\\u0000\",\"name\":\"N\",\"protocol\":\"DLT645_2007\"}")))).isEqualTo("make");
    }

    @Test
    void whatIsSealedUnderTheOldMasterKeyIsSealedUnderTheNewOneAtTheNextStart() throws Exception {
        MeterPasswords passwords = spine.wiring.bean(MeterPasswords.class);
        int copy = service.copy(admin, shipped("HOLLEY.DDSY").id(), spine.company, "OURS", "Ours");
        passwords.keepForMeter(spine.meter, spine.company, 2, "654321");
        String newKey = Base64.getEncoder().encodeToString("another key of thirty-two bytes!".getBytes(StandardCharsets.US_ASCII));
        String oldKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

        use(passwords, new Vault(newKey, oldKey));
        assertThat(passwords.sealAnew()).isGreaterThan(2);
        assertThat(passwords.sealAnew()).as("nothing is left under the old one").isZero();

        use(passwords, new Vault(newKey, null));
        assertThat(passwords.of(spine.meter, own(copy), 2)).map(Credentials::password).contains("654321");
        assertThat(passwords.of(0, own(copy), 2)).map(Credentials::password).contains("000000");
    }

    private static void use(MeterPasswords passwords, Vault vault) throws ReflectiveOperationException {
        Field field = MeterPasswords.class.getDeclaredField("vault");
        field.setAccessible(true);
        field.set(passwords, vault);
    }

    @Test
    void aMetersPasswordHasSixDigitsAndCanBeForgotten() {
        MeterPasswords passwords = spine.wiring.bean(MeterPasswords.class);
        assertThat(refusedField(() -> passwords.keepForMeter(spine.meter, spine.company, 2, "12345"))).isEqualTo("password");
        assertThat(refusedField(() -> passwords.keepForMeter(spine.meter, spine.company, 10, "123456"))).isEqualTo("level");

        passwords.keepForMeter(spine.meter, spine.company, 2, "654321");
        assertThat(queries.passwordLevelsOfMeter(admin.scope(), spine.meter)).containsExactly(2);
        passwords.forgetForMeter(spine.meter, 2);
        assertThat(queries.passwordLevelsOfMeter(admin.scope(), spine.meter)).isEmpty();
    }
}
