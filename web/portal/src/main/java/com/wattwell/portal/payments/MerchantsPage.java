package com.wattwell.portal.payments;

import com.wattwell.payment.Channel;
import com.wattwell.payment.Merchants;
import com.wattwell.portal.Attempt;
import com.wattwell.portal.CompanyField;
import com.wattwell.portal.Visitor;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;

/** The companies' contracts with payment channels, and a form that writes one or gives it new keys. Keys are never shown. */
@Named
@ViewScoped
public class MerchantsPage implements Serializable {

    private static final long serialVersionUID = 1;

    @Inject
    private Merchants merchants;
    @Inject
    private Visitor visitor;
    @Inject
    private Attempt attempt;
    @Inject
    private CompanyField company;

    private Channel channel = Channel.ALIPAY;
    private String merchantNumber;
    private String appId;
    private Integer feePpm = 6000;
    private boolean enabled = true;
    private transient String privateKey;
    private String privateKeySerial;
    private transient String channelPublicKey;
    private String channelPublicKeyId;
    private transient String apiV3Key;
    private boolean signsLater = true;

    public void open() {
        visitor.mustSeeBooks();
    }

    public List<Merchants.Row> getRows() {
        return merchants.list(visitor.scope());
    }

    /** Which keys of an account are in use. */
    public List<Merchants.KeyRow> keys(int account) {
        return merchants.keyRows(visitor.scope(), account);
    }

    public String letSign(int account) {
        if (attempt.to(() -> merchants.letSign(visitor.caller(), account))) {
            attempt.say("merchant.signing");
        }
        return "/merchant-accounts?faces-redirect=true";
    }

    public boolean isSignsLater() {
        return signsLater;
    }

    public void setSignsLater(boolean signsLater) {
        this.signsLater = signsLater;
    }

    public String save() {
        boolean done = attempt.to(() -> merchants.save(visitor.caller(), new Merchants.Definition(company.forWriting(), channel, merchantNumber, appId, feePpm == null ? -1 : feePpm, enabled,
                privateKey, privateKeySerial, channelPublicKey, channelPublicKeyId, apiV3Key, signsLater)));
        if (done) {
            attempt.say("merchant.saved");
        }
        return done ? "/merchant-accounts?faces-redirect=true" : null;
    }

    public Channel[] getChannels() {
        return Channel.values();
    }

    public CompanyField getCompany() {
        return company;
    }

    public Channel getChannel() {
        return channel;
    }

    public void setChannel(Channel channel) {
        this.channel = channel;
    }

    public String getMerchantNumber() {
        return merchantNumber;
    }

    public void setMerchantNumber(String merchantNumber) {
        this.merchantNumber = merchantNumber;
    }

    public String getAppId() {
        return appId;
    }

    public void setAppId(String appId) {
        this.appId = appId;
    }

    public Integer getFeePpm() {
        return feePpm;
    }

    public void setFeePpm(Integer feePpm) {
        this.feePpm = feePpm;
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public String getPrivateKey() {
        return privateKey;
    }

    public void setPrivateKey(String privateKey) {
        this.privateKey = privateKey;
    }

    public String getPrivateKeySerial() {
        return privateKeySerial;
    }

    public void setPrivateKeySerial(String privateKeySerial) {
        this.privateKeySerial = privateKeySerial;
    }

    public String getChannelPublicKey() {
        return channelPublicKey;
    }

    public void setChannelPublicKey(String channelPublicKey) {
        this.channelPublicKey = channelPublicKey;
    }

    public String getChannelPublicKeyId() {
        return channelPublicKeyId;
    }

    public void setChannelPublicKeyId(String channelPublicKeyId) {
        this.channelPublicKeyId = channelPublicKeyId;
    }

    public String getApiV3Key() {
        return apiV3Key;
    }

    public void setApiV3Key(String apiV3Key) {
        this.apiV3Key = apiV3Key;
    }
}
