using System.Device.Gpio;
using NanoBatch.Application;

namespace NanoBatch.Esp32
{
    /// <summary>A GPIO as an output.</summary>
    internal sealed class OutputPin : IOutputPin
    {
        private readonly GpioPin _pin;

        public OutputPin(GpioController controller, int pin)
        {
            _pin = controller.OpenPin(pin, PinMode.Output);
        }

        public void Write(bool isHigh)
        {
            _pin.Write(isHigh ? PinValue.High : PinValue.Low);
        }
    }
}
