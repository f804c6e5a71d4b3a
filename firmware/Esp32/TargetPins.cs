using NanoBatch.Protocol;

namespace NanoBatch.Esp32
{
    /// <summary>What the boards of one firmware target have where: default pins, pins that must not be driven, inputs of ADC1.</summary>
    /// <remarks>Read off the chips' data sheets and nanoFramework's device tables; docs/HARDWARE.md holds the same table for people.</remarks>
    internal sealed class TargetPins
    {
        private const int None = ProfileRecord.NoPin;

        private readonly int _lastPin;
        private readonly int _firstFlashPin;
        private readonly int _lastFlashPin;
        private readonly int _firstInputOnly;

        private TargetPins(int serialRx, int serialTx, int led, int adc1Inputs, int lastPin, int firstFlashPin, int lastFlashPin, int firstInputOnly)
        {
            SerialRx = serialRx;
            SerialTx = serialTx;
            Led = led;
            Adc1Inputs = adc1Inputs;
            _lastPin = lastPin;
            _firstFlashPin = firstFlashPin;
            _lastFlashPin = lastFlashPin;
            _firstInputOnly = firstInputOnly;
        }

        /// <summary>Receives on COM2 and COM3; <see cref="ProfileRecord.NoPin"/> where the profile has to say.</summary>
        public int SerialRx { get; }

        /// <summary>Sends on COM2 and COM3; <see cref="ProfileRecord.NoPin"/> where the profile has to say.</summary>
        public int SerialTx { get; }

        /// <summary>Status LED, or <see cref="ProfileRecord.NoPin"/>.</summary>
        public int Led { get; }

        /// <summary>Inputs 0.. of ADC1. Those behind belong to ADC2, which fails while Wi-Fi is on, or are no pins at all.</summary>
        public int Adc1Inputs { get; }

        /// <summary>The row whose name a target's begins with; made when it is asked for, because a table of them takes 1.4 KB of a board's memory for good.</summary>
        /// <param name="target">Firmware image name, such as <c>ESP32_REV3</c>.</param>
        public static TargetPins Of(string target)
        {
            // On boards with PSRAM, and on the PICO package, GPIO 16 and 17 carry memory. 26 and 27 are ADC2 inputs, which Wi-Fi takes anyway.
            // The LED is only named where most boards of the target have a plain one: an addressable one needs more than a level.
            // RX, TX, LED, inputs of ADC1, last pin, first and last pin of the flash, first pin that is an input only
            if (target.StartsWith("ESP32_PSRAM") || target.StartsWith("ESP_WROVER"))
            {
                return new TargetPins(26, 27, 2, 8, 39, 6, 11, 34);
            }

            if (target.StartsWith("ESP32_OLIMEX_WROVER") || target.StartsWith("ESP32_PICO"))
            {
                return new TargetPins(26, 27, None, 8, 39, 6, 11, 34);
            }

            if (target.StartsWith("ESP32_S3"))
            {
                return new TargetPins(18, 17, None, 10, 48, 26, 32, 49);
            }

            if (target.StartsWith("ESP32_S2"))
            {
                return new TargetPins(18, 17, None, 10, 46, 26, 32, 46);
            }

            if (target.StartsWith("ESP32_C3"))
            {
                return new TargetPins(6, 7, None, 5, 21, 12, 17, 22);
            }

            if (target.StartsWith("ESP32_C6"))
            {
                return new TargetPins(18, 19, None, 7, 30, 24, 30, 31);
            }

            if (target.StartsWith("ESP32_REV") || target.StartsWith("ESP32_BLE_REV"))
            {
                return new TargetPins(16, 17, 2, 8, 39, 6, 11, 34);
            }

            // Boards that nobody told about name every pin in their profile; the ADC's inputs are the classic ESP32's.
            return new TargetPins(None, None, None, 8, 48, 6, 11, 49);
        }

        /// <summary>True for a pin that can be an output without cutting the chip off its flash.</summary>
        public bool CanDrive(int pin) => Exists(pin) && pin < _firstInputOnly;

        /// <summary>True for a pin that can be a digital input.</summary>
        public bool CanRead(int pin) => Exists(pin);

        private bool Exists(int pin) => pin >= 0 && pin <= _lastPin && (pin < _firstFlashPin || pin > _lastFlashPin);
    }
}
